-- What hides a sealed record is asked before every statement of a page. It is asked of all its records at once and keeps its
-- plan, so that a page of fifty children waits hardly longer for it than a page of one. Who may open what is asked so too.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;
SET LOCAL ROLE reachable_resolver;

CREATE OR REPLACE FUNCTION resolver.sealed_among(asking context.opened, records uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    RETURN (
        SELECT coalesce(array_agg(DISTINCT hidden.id), '{}') FROM (
            SELECT seal.about_id AS id FROM access_seal AS seal
            WHERE seal.about_id = ANY (records) AND seal.unsealed_at IS NULL
              AND (seal.into_user_id = asking.user_id
                   OR NOT EXISTS (
                       SELECT 1 FROM access_namedforseal AS named
                       WHERE named.seal_id = seal.id AND named.user_id = asking.user_id
                         AND named.starts_at <= asking.at AND asking.at < named.ends_at))
            UNION ALL
            SELECT subject.id FROM people_subject AS subject
            WHERE subject.id = ANY (records) AND subject.sealed_at IS NOT NULL
              AND NOT EXISTS (
                  SELECT 1 FROM access_seal AS seal WHERE seal.about_id = subject.id AND seal.unsealed_at IS NULL)
        ) AS hidden);
END
$$;

CREATE OR REPLACE FUNCTION resolver.open_to_me() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    opened uuid[] := context.granted();
    hidden uuid[] := resolver.sealed_among(context.current(), opened);
BEGIN
    IF hidden = '{}' THEN
        RETURN opened;
    END IF;
    RETURN ARRAY(SELECT one FROM unnest(opened) AS one WHERE one <> ALL (hidden));
END
$$;

-- Decides as before. What is the same for every record is asked once: which are sealed, with which somebody works, whether the role
-- has this purpose, and whether a conflict of interest is possible at all.
CREATE OR REPLACE FUNCTION resolver.open_records(wanted uuid[], shown text, what text)
RETURNS TABLE (wanted_id uuid, granted boolean, records uuid[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    asking context.opened := context.current();
    everybody uuid[] := ARRAY(
        SELECT other.subject_id FROM people_clustermember AS mine
        JOIN people_clustermember AS other ON other.cluster_id = mine.cluster_id
        WHERE mine.subject_id = ANY (wanted)
        UNION SELECT unnest(wanted));
    hidden uuid[] := resolver.sealed_among(asking, everybody);
    worked_with uuid[] := ARRAY(
        SELECT relationship.about_id FROM access_workingrelationship AS relationship
        WHERE relationship.about_id = ANY (everybody)
          AND relationship.starts_at <= asking.at AND asking.at < relationship.ends_at
          AND (relationship.user_id = asking.user_id
               OR relationship.team_id IN (
                   SELECT membership.team_id
                   FROM access_membership AS membership JOIN access_team AS team ON team.id = membership.team_id
                   WHERE membership.user_id = asking.user_id AND membership.role = asking.role_code
                     AND team.agency_id = asking.agency_id AND membership.starts_at <= asking.at
                     AND (membership.ends_at IS NULL OR asking.at < membership.ends_at))));
    may_at_all boolean := asking.kind = 'PERSON' AND asking.may_read
                          AND resolver.is_purpose_of(asking.role_code, asking.purpose_code);
    own_name text := (SELECT resolver.folded(name) FROM access_user WHERE id = asking.user_id);
    may_conflict boolean := EXISTS (
            SELECT 1 FROM access_declaredconflict AS said
            WHERE said.user_id = asking.user_id AND (said.ends_at IS NULL OR asking.at < said.ends_at))
        OR EXISTS (
            SELECT 1 FROM people_name AS called
            WHERE called.about_id = ANY (everybody) AND called.withdrawn_at IS NULL
              AND resolver.folded(called.given || called.family) = own_name);
    one uuid;
    same uuid[];
    works boolean;
    conflict text;
    opened uuid[] := '{}';
    refused uuid[] := '{}';
BEGIN
    IF shown NOT IN ('OPENED', 'LISTED') THEN
        RAISE EXCEPTION 'a record is opened or listed, not %', shown USING ERRCODE = 'RC006';
    END IF;
    FOREACH one IN ARRAY wanted LOOP
        same := ARRAY(
            SELECT other.subject_id FROM people_clustermember AS mine
            JOIN people_clustermember AS other ON other.cluster_id = mine.cluster_id
            WHERE mine.subject_id = one AND other.subject_id <> ALL (hidden) ORDER BY other.subject_id);
        IF same = '{}' THEN
            same := ARRAY[one];
        END IF;
        wanted_id := one;
        works := same && worked_with;
        granted := may_at_all AND one <> ALL (hidden) AND (works OR shown = 'OPENED' OR what = 'look-up');
        IF granted THEN
            conflict := CASE WHEN may_conflict THEN resolver.conflict_with(asking, same) END;
            IF conflict IS NOT NULL THEN
                PERFORM audit.note_alarm(one, 'a conflict of interest: ' || conflict);
            END IF;
            granted := works AND conflict IS NULL;
        END IF;
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

RESET ROLE;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;
