-- What was sent, and why, is never written over, but for this: a place of a child who is protected afterwards is taken out of
-- it. What stands then is what stood before with marks in it and nothing else; the words as they were are in the vault.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;

-- Whether a text is an earlier one with places taken out of it, at least one. Characters that cannot be seen do not count. No mark
-- stands for more than 200 characters, each with another, so that nothing but a place can go. A text that is as long as its column
-- may be was cut at its end, since the mark can be longer than the place.
CREATE FUNCTION resolver.only_places_taken_out(before text, after text, longest integer) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    mark CONSTANT text := '[place kept apart]';
    unseen CONSTANT text := '[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFE00-\uFE0F\uFEFF\U000E0000-\U000E007F]';
    was text := regexp_replace(before, unseen, '', 'g');
    said text := regexp_replace(after, unseen, '', 'g');
    left_of_it text := replace(said, mark, '');
    cut boolean := longest > 0 AND char_length(after) = longest;
    marks integer := (char_length(said) - char_length(left_of_it)) / char_length(mark);
    spare integer := CASE WHEN cut THEN longest ELSE 0 END;
BEGIN
    IF was IS NULL OR said IS NULL OR position(mark IN said) = 0 THEN
        RETURN false;
    END IF;
    IF char_length(was) > char_length(left_of_it) + 200 * marks + spare THEN
        RETURN false;
    END IF;
    IF cut THEN
        said := regexp_replace(said, '\[[a-z ]*$', '');
    END IF;
    said := replace(replace(replace(said, '\', '\\'), '%', '\%'), '_', '\_');
    RETURN was LIKE replace(said, mark, '%') || CASE WHEN cut THEN '%' ELSE '' END;
END
$$;

-- The same of everything in a document: no key comes or goes, no list grows or shrinks, and what is no text stays.
CREATE FUNCTION resolver.only_places_taken_out_of(before jsonb, after jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF before = after THEN
        RETURN true;
    END IF;
    IF before IS NULL OR after IS NULL OR jsonb_typeof(before) <> jsonb_typeof(after) THEN
        RETURN false;
    END IF;
    CASE jsonb_typeof(before)
        WHEN 'string' THEN
            RETURN resolver.only_places_taken_out(before #>> '{}', after #>> '{}', 0);
        WHEN 'object' THEN
            RETURN ARRAY(SELECT jsonb_object_keys(before) ORDER BY 1) = ARRAY(SELECT jsonb_object_keys(after) ORDER BY 1)
                AND NOT EXISTS (SELECT 1 FROM jsonb_each(before) AS one
                                WHERE resolver.only_places_taken_out_of(one.value, after -> one.key) IS NOT TRUE);
        WHEN 'array' THEN
            RETURN jsonb_array_length(before) = jsonb_array_length(after)
                AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(before) WITH ORDINALITY AS one(value, place)
                                WHERE resolver.only_places_taken_out_of(one.value, after -> (one.place - 1)::integer) IS NOT TRUE);
        ELSE
            RETURN false;
    END CASE;
END
$$;

-- The columns of words, each followed by how long it may be (0: as long as anybody likes).
CREATE FUNCTION resolver.refuse_other_words_but_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was CONSTANT jsonb := to_jsonb(OLD);
    says CONSTANT jsonb := to_jsonb(NEW);
    changed boolean := false;
    holds boolean;
BEGIN
    FOR place IN 0 .. TG_NARGS - 1 BY 2 LOOP
        CONTINUE WHEN says -> TG_ARGV[place] IS NOT DISTINCT FROM was -> TG_ARGV[place];
        IF jsonb_typeof(was -> TG_ARGV[place]) = 'string' AND jsonb_typeof(says -> TG_ARGV[place]) = 'string' THEN
            holds := resolver.only_places_taken_out(
                was ->> TG_ARGV[place], says ->> TG_ARGV[place], TG_ARGV[place + 1]::integer);
        ELSE
            holds := resolver.only_places_taken_out_of(was -> TG_ARGV[place], says -> TG_ARGV[place]);
        END IF;
        IF holds IS NOT TRUE THEN
            changed := false;
            EXIT;
        END IF;
        changed := true;
    END LOOP;
    IF NOT changed THEN
        RAISE EXCEPTION 'what was sent, and why, is never written over: make another decision' USING ERRCODE = 'RC020';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION resolver.only_places_taken_out(text, text, integer), resolver.only_places_taken_out_of(jsonb, jsonb),
    resolver.refuse_other_words_but_places() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.only_places_taken_out(text, text, integer), resolver.only_places_taken_out_of(jsonb, jsonb)
    TO reachable_app;
ALTER FUNCTION resolver.only_places_taken_out_of(jsonb, jsonb) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.only_places_taken_out(text, text, integer) OWNER TO reachable_resolver;

DROP TRIGGER copy_stays_as_sent ON sharing_sharedcopy;
CREATE TRIGGER copy_stays_as_sent BEFORE UPDATE OF recipient_id, item_id ON sharing_sharedcopy
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
CREATE TRIGGER copy_says_what_was_sent BEFORE UPDATE OF frozen ON sharing_sharedcopy
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words_but_places('frozen', '0');
DROP TRIGGER register_only_grows ON sharing_lefthere;
CREATE TRIGGER register_only_grows BEFORE UPDATE OF item_id, version, left_at ON sharing_lefthere
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
CREATE TRIGGER register_says_to_whom BEFORE UPDATE OF to_whom ON sharing_lefthere
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words_but_places('to_whom', '200');
DROP TRIGGER purpose_stays ON sharing_sharedecision;
CREATE TRIGGER purpose_stays BEFORE UPDATE OF share_purpose, grounds, decided_by_id, decided_at ON sharing_sharedecision
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
CREATE TRIGGER reason_stays BEFORE UPDATE OF because ON sharing_sharedecision
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words_but_places('because', '0');
DROP TRIGGER pack_stays_as_prepared ON sharing_pack;
CREATE TRIGGER pack_stays_as_prepared
    BEFORE UPDATE OF kind, about_id, asked_on, due_on, prepared_by_id, prepared_at ON sharing_pack
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
CREATE TRIGGER pack_says_what_was_prepared BEFORE UPDATE OF frozen, asked_by ON sharing_pack
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words_but_places('frozen', '0', 'asked_by', '200');
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;
