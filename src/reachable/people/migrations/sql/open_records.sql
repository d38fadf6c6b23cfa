-- The narrow, audited resolver: the only way to make a record readable, and the one place that decides it.
CREATE SCHEMA resolver;
GRANT USAGE ON SCHEMA resolver TO reachable_app;
GRANT USAGE, CREATE ON SCHEMA resolver TO reachable_resolver;
GRANT SELECT ON access_membership, access_team, access_agency TO reachable_resolver;

-- Every subject that live judgements say is the same person, the subject itself included.
CREATE FUNCTION resolver.same_person(about uuid) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT coalesce(
        (SELECT array_agg(other.subject_id ORDER BY other.subject_id)
         FROM people_clustermember AS mine JOIN people_clustermember AS other ON other.cluster_id = mine.cluster_id
         WHERE mine.subject_id = about),
        ARRAY[about])
$$;

-- True while the person asking, or a team they are in, works with one of these records.
CREATE FUNCTION resolver.works_with(asking_user uuid, records uuid[], moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_workingrelationship AS relationship
        WHERE relationship.about_id = ANY (records)
          AND relationship.starts_at <= moment AND moment < relationship.ends_at
          AND (relationship.user_id = asking_user
               OR relationship.team_id IN (
                   SELECT membership.team_id FROM access_membership AS membership
                   WHERE membership.user_id = asking_user AND membership.starts_at <= moment
                     AND (membership.ends_at IS NULL OR moment < membership.ends_at))))
$$;

-- Decides for each record wanted, notes every decision, and returns them. What is granted becomes readable once this
-- transaction has committed. A refused record and one that does not exist get the same answer.
CREATE FUNCTION resolver.open_records(wanted uuid[], shown text, what text)
RETURNS TABLE (wanted_id uuid, granted boolean, records uuid[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    asking context.opened := context.current();
    one uuid;
    same uuid[];
    opened uuid[] := '{}';
    refused uuid[] := '{}';
BEGIN
    IF shown NOT IN ('OPENED', 'LISTED') THEN
        RAISE EXCEPTION 'a record is opened or listed, not %', shown USING ERRCODE = 'RC006';
    END IF;
    FOREACH one IN ARRAY wanted LOOP
        same := resolver.same_person(one);
        wanted_id := one;
        granted := asking.kind = 'PERSON' AND asking.may_read AND resolver.works_with(asking.user_id, same, asking.at);
        IF granted THEN
            opened := opened || same;
            records := same;
        ELSE
            refused := refused || one;
            records := '{}';
        END IF;
        RETURN NEXT;
    END LOOP;
    PERFORM audit.note_decision(ARRAY(SELECT DISTINCT unnest(opened)), refused, shown, what);
END
$$;

ALTER FUNCTION resolver.same_person(uuid) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.works_with(uuid, uuid[], timestamptz) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.open_records(uuid[], text, text) OWNER TO reachable_resolver;
REVOKE ALL ON FUNCTION resolver.same_person(uuid), resolver.works_with(uuid, uuid[], timestamptz),
    resolver.open_records(uuid[], text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.open_records(uuid[], text, text) TO reachable_app;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;
