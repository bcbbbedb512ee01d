package io.gnomon.transformations.organize.internal;

import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;

import java.util.Map;

/**
 * Options with Grafana's names. Fields are named as they are shown: by display name where they have
 * one.
 */
@Doc("Renames, reorders and hides fields")
public record OrganizeOptions(
        @Doc("Fields that are hidden") @Key("excludeByName") @Form(widget = "keyvalue")
                Map<String, Boolean> excludeByName,
        @Doc("Fields that are shown; empty: all") @Key("includeByName") @Form(advanced = true)
                Map<String, Boolean> includeByName,
        @Doc("Places of fields, counted from 0; others follow in their order")
                @Key("indexByName")
                @Form(widget = "keyvalue")
                Map<String, Integer> indexByName,
        @Doc("New names of fields") @Key("renameByName") @Form(widget = "keyvalue")
                Map<String, String> renameByName) {}
