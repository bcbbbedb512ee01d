import type { FormSchema } from '@gnomon/plugin-api';
import { ENGLISH, inLanguage, type PluginTexts } from '../texts/plugin.ts';

/** The schema with its titles, descriptions, hints and choices in the language of the texts; what they lack stays English. */
export function translated(schema: FormSchema, texts: PluginTexts): FormSchema {
  if (texts === ENGLISH) return schema;
  const say = (text: string) => inLanguage(texts, text);
  const { title, description, properties, items, additionalProperties, oneOf } = schema;
  const hint = schema['x-gnomon'];
  const words = schema.enum?.map(value => ({ const: value, title: say(String(value)) }));
  return {
    ...schema,
    ...(title && { title: say(title) }),
    ...(description && { description: say(description) }),
    ...(oneOf && { oneOf: oneOf.map(choice => ({ ...choice, title: say(choice.title) })) }),
    ...(words && { oneOf: words }),
    ...(items && { items: translated(items, texts) }),
    ...(additionalProperties && { additionalProperties: translated(additionalProperties, texts) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, translated(property, texts)]),
      ),
    }),
    ...(hint && {
      'x-gnomon': {
        ...hint,
        ...(hint.help && { help: say(hint.help) }),
        ...(hint.placeholder && { placeholder: say(hint.placeholder) }),
      },
    }),
  };
}
