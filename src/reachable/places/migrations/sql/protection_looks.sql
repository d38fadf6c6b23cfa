-- The protection of a child's whereabouts is looked at again by named people. Its day moves only by a look that gives a reason and
-- the day; it ends only when a second person of its own agency ends what the first asked for. The rest of it never changes.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;

-- A look is of whoever acts, for the agency that protects, while it does; and ending it is of another person than asking.
CREATE FUNCTION resolver.refuse_look_of_another() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    asking context.opened;
    held record;
    last record;
BEGIN
    IF NEW.kind NOT IN ('KEPT', 'ASKED', 'ENDED') THEN
        RETURN NULL;
    END IF;
    asking := context.current();
    SELECT about_id, controller_id, ended_at INTO held FROM places_protectedchild WHERE id = NEW.protection_id;
    SELECT number, kind, looked_by_id INTO last FROM places_protectionlook
    WHERE protection_id = NEW.protection_id AND id <> NEW.id ORDER BY number DESC LIMIT 1;
    IF asking.kind <> 'ACTING' OR NEW.looked_by_id IS DISTINCT FROM asking.user_id
       OR held.controller_id IS DISTINCT FROM asking.agency_id OR NEW.controller_id IS DISTINCT FROM asking.agency_id
       OR NEW.about_id IS DISTINCT FROM held.about_id OR held.ended_at IS NOT NULL
       OR NEW.number <> coalesce(last.number, 0) + 1 THEN
        RAISE EXCEPTION 'a protection that stands is looked at again by whoever acts for its own agency' USING ERRCODE = 'RC035';
    END IF;
    IF NEW.kind = 'ENDED' AND (last.kind = 'ASKED' AND last.looked_by_id <> NEW.looked_by_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'a protection is ended by another person than the one who asked for it' USING ERRCODE = 'RC036';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION resolver.refuse_change_without_a_look() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    moved constant text[] := ARRAY['review_on', 'ended_at', 'ended_because'];
    last record;
BEGIN
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

REVOKE ALL ON FUNCTION resolver.refuse_look_of_another(), resolver.refuse_change_without_a_look() FROM PUBLIC;
ALTER FUNCTION resolver.refuse_look_of_another() OWNER TO reachable_resolver;
ALTER FUNCTION resolver.refuse_change_without_a_look() OWNER TO reachable_resolver;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;
SET LOCAL ROLE reachable_resolver;
GRANT EXECUTE ON FUNCTION resolver.refuse_look_of_another(), resolver.refuse_change_without_a_look() TO reachable_owner;
RESET ROLE;

CREATE TRIGGER looked_at_by_whoever_acts AFTER INSERT ON places_protectionlook
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_look_of_another();
CREATE TRIGGER changes_by_a_look BEFORE UPDATE ON places_protectedchild
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_change_without_a_look();

CREATE FUNCTION resolver.refuse_other_look() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what somebody decided when they looked again is never written over: look again' USING ERRCODE = 'RC020';
END
$$;
REVOKE ALL ON FUNCTION resolver.refuse_other_look() FROM PUBLIC;
CREATE TRIGGER look_stays_as_it_was BEFORE UPDATE OF protection_id, number, kind, because, next_on, spoken_by, spoken_on, child_says,
    looked_by_id, looked_by_name, looked_at ON places_protectionlook
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_look();
