-- What was decided about a protection, and every look at it, is never written over, but for this: a place that is kept apart is
-- taken out of its words, also of one that ended. What stands then is what stood before with marks in it and nothing else.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;
SET LOCAL ROLE reachable_resolver;
CREATE OR REPLACE FUNCTION resolver.refuse_change_without_a_look() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    moved constant text[] := ARRAY['review_on', 'ended_at', 'ended_because'];
    words constant text[] := ARRAY['because', 'ended_because'];
    last record;
BEGIN
    IF (to_jsonb(NEW) - words) = (to_jsonb(OLD) - words) AND (NEW.because, NEW.ended_because) <> (OLD.because, OLD.ended_because)
       AND (NEW.because = OLD.because OR resolver.only_places_taken_out(OLD.because, NEW.because, 300))
       AND (NEW.ended_because = OLD.ended_because
            OR resolver.only_places_taken_out(OLD.ended_because, NEW.ended_because, 300)) THEN
        RETURN NEW;
    END IF;
    IF (to_jsonb(NEW) - moved) IS DISTINCT FROM (to_jsonb(OLD) - moved) OR OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'what was decided about a protection, and its end, is never written over' USING ERRCODE = 'RC020';
    END IF;
    SELECT kind, next_on INTO last FROM places_protectionlook
    WHERE protection_id = OLD.id ORDER BY number DESC LIMIT 1;
    IF NEW.review_on IS DISTINCT FROM OLD.review_on AND (last.kind = 'KEPT' AND last.next_on = NEW.review_on) IS NOT TRUE THEN
        RAISE EXCEPTION 'the day of a protection moves only by a look that gives the day and why' USING ERRCODE = 'RC037';
    END IF;
    IF (NEW.ended_at, NEW.ended_because) IS DISTINCT FROM (OLD.ended_at, OLD.ended_because) AND (last.kind = 'ENDED') IS NOT TRUE THEN
        RAISE EXCEPTION 'a protection ends only by a look of a second person' USING ERRCODE = 'RC037';
    END IF;
    RETURN NEW;
END
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;

DROP TRIGGER look_stays_as_it_was ON places_protectionlook;
CREATE TRIGGER look_stays_as_it_was BEFORE UPDATE OF protection_id, number, kind, next_on, spoken_on, looked_by_id, looked_by_name,
    looked_at ON places_protectionlook
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_look();
CREATE TRIGGER look_says_what_was_said BEFORE UPDATE OF because, spoken_by, child_says ON places_protectionlook
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words_but_places('because', '300', 'spoken_by', '120', 'child_says', '0');
