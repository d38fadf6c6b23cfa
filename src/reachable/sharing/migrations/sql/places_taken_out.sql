-- What was sent, and why, is never written over, but for this: a place of a child who is protected afterwards is taken out of
-- it. What stands then is what stood before with marks in it and nothing else; the words as they were are in the vault.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;

-- Whether a text is an earlier one with places taken out of it, at least one. Characters that cannot be seen do not count, nor
-- does how much one mark stands for: what stood there is in the vault. A text that is as long as its column may be was cut at its
-- end, since the mark can be longer than the place.
CREATE FUNCTION resolver.only_places_taken_out(before text, after text, longest integer) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    mark CONSTANT text := '[place kept apart]';
    unseen CONSTANT text := '[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFE00-\uFE0F\uFEFF\U000E0000-\U000E007F]';
    said text := regexp_replace(after, unseen, '', 'g');
    cut boolean := longest > 0 AND char_length(after) = longest;
BEGIN
    IF position(mark IN said) = 0 THEN
        RETURN false;
    END IF;
    IF cut THEN
        said := regexp_replace(said, '\[[a-z ]*$', '');
    END IF;
    said := replace(replace(replace(said, '\', '\\'), '%', '\%'), '_', '\_');
    RETURN regexp_replace(before, unseen, '', 'g') LIKE replace(said, mark, '%') || CASE WHEN cut THEN '%' ELSE '' END;
END
$$;

-- The columns of words, each followed by how long it may be (0: as long as anybody likes).
CREATE FUNCTION resolver.refuse_other_words_but_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was CONSTANT jsonb := to_jsonb(OLD);
    says CONSTANT jsonb := to_jsonb(NEW);
    changed boolean := false;
BEGIN
    FOR place IN 0 .. TG_NARGS - 1 BY 2 LOOP
        CONTINUE WHEN says -> TG_ARGV[place] IS NOT DISTINCT FROM was -> TG_ARGV[place];
        IF NOT resolver.only_places_taken_out(was ->> TG_ARGV[place], says ->> TG_ARGV[place], TG_ARGV[place + 1]::integer) THEN
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
REVOKE ALL ON FUNCTION resolver.only_places_taken_out(text, text, integer), resolver.refuse_other_words_but_places() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.only_places_taken_out(text, text, integer) TO reachable_app;
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
