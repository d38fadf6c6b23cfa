-- Where a protected child is: what a reader made themselves opens nothing of it.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;
SET LOCAL ROLE reachable_resolver;

-- Of which of these records of one child the person asking may know the places: those they work with for a reason that lets them,
-- and those that others linked to such a record. A link they judged themselves leads nowhere, and custody counts only for a
-- custody sergeant whose team runs a custody suite.
CREATE FUNCTION resolver.places_known(asking context.opened, records uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH RECURSIVE known (id) AS (
        SELECT relationship.about_id FROM access_workingrelationship AS relationship
        WHERE relationship.about_id = ANY (records)
          AND relationship.starts_at <= asking.at AND asking.at < relationship.ends_at
          AND (relationship.reason IN ('ALLOCATED', 'HOLDS_RECORD', 'TRUSTED_ADULT') AND relationship.user_id = asking.user_id
               OR relationship.team_id IN (
                   SELECT membership.team_id
                   FROM access_membership AS membership JOIN access_team AS team ON team.id = membership.team_id
                   WHERE membership.user_id = asking.user_id AND membership.role = asking.role_code
                     AND team.agency_id = asking.agency_id AND membership.starts_at <= asking.at
                     AND (membership.ends_at IS NULL OR asking.at < membership.ends_at)
                     AND (relationship.reason IN ('ALLOCATED', 'HOLDS_RECORD', 'TRUSTED_ADULT')
                          OR relationship.reason = 'IN_CUSTODY' AND membership.role = 'CUSTODY_SERGEANT'
                             AND team.duties ? 'CUSTODY')))
        UNION
        SELECT beside.id FROM known
        JOIN matching_judgement AS judgement ON known.id IN (judgement.left_id, judgement.right_id)
        CROSS JOIN LATERAL (
            SELECT CASE judgement.left_id WHEN known.id THEN judgement.right_id ELSE judgement.left_id END AS id) AS beside
        WHERE judgement.undone_at IS NULL AND judgement.answer = 'SAME' AND beside.id = ANY (records)
          AND judgement.judged_by_id IS DISTINCT FROM asking.user_id)
    SELECT coalesce(array_agg(known.id), '{}') FROM known
$$;
REVOKE ALL ON FUNCTION resolver.places_known(context.opened, uuid[]) FROM PUBLIC;

-- As before, but only the places of the records that may be known are shown, and only when the record asked about is one.
CREATE OR REPLACE FUNCTION resolver.show_places(about uuid, because text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    asking context.opened := context.current();
    same uuid[] := resolver.same_person(about);
    known uuid[];
    granted boolean;
BEGIN
    IF length(btrim(because)) < 10 THEN
        RAISE EXCEPTION 'a place is shown for a reason that is written down' USING ERRCODE = 'RC020';
    END IF;
    known := resolver.places_known(asking, same);
    granted := asking.kind = 'PERSON' AND asking.may_read AND about = ANY (known)
               AND NOT resolver.is_sealed(about) AND resolver.conflict_with(asking, same) IS NULL;
    IF granted THEN
        PERFORM context.keep_places_shown(known);
        PERFORM audit.note_decision(known, '{}', 'OPENED', left('was shown where the child is, because: ' || btrim(because), 200));
    ELSE
        PERFORM audit.note_decision('{}', ARRAY[about], 'OPENED', left('asked where the child is, because: ' || btrim(because), 200));
    END IF;
    RETURN granted;
END
$$;
-- Only the function replaced above called it.
-- squawk-ignore ban-drop-function
DROP FUNCTION resolver.may_know_places(context.opened, uuid[]);
RESET ROLE;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;
