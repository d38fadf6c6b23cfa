-- The narrow, audited resolver: the only way to make a record readable, and the one place that decides it.
CREATE SCHEMA resolver;
GRANT USAGE ON SCHEMA resolver TO reachable_app;
GRANT USAGE, CREATE ON SCHEMA resolver TO reachable_resolver;
GRANT SELECT ON access_membership, access_team TO reachable_resolver;

-- True when this record may be opened to nobody, such as a child's identity before adoption.
CREATE FUNCTION resolver.is_sealed(about uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (SELECT 1 FROM people_subject AS subject WHERE subject.id = about AND subject.sealed_at IS NOT NULL)
$$;

-- Every subject that live judgements say is the same person, the subject itself included, sealed ones left out.
CREATE FUNCTION resolver.same_person(about uuid) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT coalesce(
        (SELECT array_agg(other.subject_id ORDER BY other.subject_id)
         FROM people_clustermember AS mine JOIN people_clustermember AS other ON other.cluster_id = mine.cluster_id
         WHERE mine.subject_id = about AND NOT resolver.is_sealed(other.subject_id)),
        ARRAY[about])
$$;

-- True while the person asking works with one of these records: by name, or through a team of the agency they are signed in
-- for, in the role they are signed in as. What a role in another team or agency would open stays shut.
CREATE FUNCTION resolver.works_with(asking context.opened, records uuid[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_workingrelationship AS relationship
        WHERE relationship.about_id = ANY (records)
          AND relationship.starts_at <= asking.at AND asking.at < relationship.ends_at
          AND (relationship.user_id = asking.user_id
               OR relationship.team_id IN (
                   SELECT membership.team_id
                   FROM access_membership AS membership JOIN access_team AS team ON team.id = membership.team_id
                   WHERE membership.user_id = asking.user_id AND membership.role = asking.role_code
                     AND team.agency_id = asking.agency_id AND membership.starts_at <= asking.at
                     AND (membership.ends_at IS NULL OR asking.at < membership.ends_at))))
$$;

-- Decides for each record wanted, notes every decision, and returns them. What is granted becomes readable once this
-- transaction has committed. A refused record, a sealed one and one that does not exist get the same answer.
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
        granted := asking.kind = 'PERSON' AND asking.may_read AND resolver.works_with(asking, same)
                   AND NOT resolver.is_sealed(one);
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

REVOKE ALL ON FUNCTION resolver.is_sealed(uuid), resolver.same_person(uuid), resolver.works_with(context.opened, uuid[]),
    resolver.open_records(uuid[], text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.open_records(uuid[], text, text) TO reachable_app;
ALTER FUNCTION resolver.is_sealed(uuid) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.same_person(uuid) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.works_with(context.opened, uuid[]) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.open_records(uuid[], text, text) OWNER TO reachable_resolver;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;
