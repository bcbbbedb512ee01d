// What the bundler of the panels offers: a style sheet as text.
declare module '*.css?inline' {
  const text: string;
  export default text;
}
