-- What broken glass opens and what it does not: consulted by the policies, never by a page alone.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;

-- The records opened in this request that the person asking works with only because they broke the glass. Of these no place
-- is shown. Empty for whoever broke none, and for the machine.
CREATE FUNCTION resolver.under_glass() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    asking context.opened := context.current();
BEGIN
    IF asking.kind <> 'PERSON' OR NOT EXISTS (
        SELECT 1 FROM access_workingrelationship AS broken
        WHERE broken.user_id = asking.user_id AND broken.reason = 'BROKEN_GLASS'
          AND broken.starts_at <= asking.at AND asking.at < broken.ends_at) THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(
        SELECT one FROM unnest(context.granted()) AS one
        WHERE NOT EXISTS (
            SELECT 1 FROM access_workingrelationship AS relationship
            WHERE relationship.about_id = ANY (resolver.same_person(one)) AND relationship.reason <> 'BROKEN_GLASS'
              AND relationship.starts_at <= asking.at AND asking.at < relationship.ends_at
              AND (relationship.user_id = asking.user_id
                   OR relationship.team_id IN (
                       SELECT membership.team_id
                       FROM access_membership AS membership JOIN access_team AS team ON team.id = membership.team_id
                       WHERE membership.user_id = asking.user_id AND membership.role = asking.role_code
                         AND team.agency_id = asking.agency_id AND membership.starts_at <= asking.at
                         AND (membership.ends_at IS NULL OR asking.at < membership.ends_at)))));
END
$$;

-- Whether breaking the glass would open this record to the person acting: not one that is sealed from them, nor one they have a
-- conflict of interest with. A conflict is noted for the reviewers of their agency, as it is when they open a record.
CREATE FUNCTION resolver.glass_opens(about uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    asking context.opened := context.current();
    everybody uuid[] := ARRAY(
        SELECT other.subject_id FROM people_clustermember AS mine
        JOIN people_clustermember AS other ON other.cluster_id = mine.cluster_id
        WHERE mine.subject_id = about
        UNION SELECT about);
    conflict text;
BEGIN
    IF asking.kind <> 'ACTING' THEN
        RAISE EXCEPTION 'the glass is broken in an act' USING ERRCODE = 'RC009';
    END IF;
    IF resolver.sealed_among(asking, everybody) <> '{}' THEN
        RETURN false;
    END IF;
    conflict := resolver.conflict_with(asking, everybody);
    IF conflict IS NOT NULL THEN
        PERFORM audit.note_alarm(about, 'a conflict of interest: ' || conflict);
    END IF;
    RETURN conflict IS NULL;
END
$$;

REVOKE ALL ON FUNCTION resolver.under_glass(), resolver.glass_opens(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.under_glass(), resolver.glass_opens(uuid) TO reachable_app;
ALTER FUNCTION resolver.under_glass() OWNER TO reachable_resolver;
ALTER FUNCTION resolver.glass_opens(uuid) OWNER TO reachable_resolver;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;

-- Broken glass never opens a place: not where a child lives, not where they go to school, not the record as it was sent.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['people_residence', 'people_schooling', 'people_sourcerecord'] LOOP
        EXECUTE format('CREATE POLICY no_place_under_glass ON %I AS RESTRICTIVE FOR SELECT TO reachable_app'
                       ' USING ((SELECT context.require()) IN (''ACTING'', ''RUN'')'
                       ' OR NOT about_id = ANY ((SELECT resolver.under_glass())::uuid[]))', name);
    END LOOP;
END
$$;
