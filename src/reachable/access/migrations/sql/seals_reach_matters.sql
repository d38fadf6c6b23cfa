-- A concern, a request to a holder and an envelope are about themselves and say of which child they are. A seal of that child
-- hides them as it hides the child's records. What is about a child itself is asked of no further table than before but one.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;

CREATE FUNCTION resolver.about_themselves(records uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    RETURN ARRAY(
        SELECT one FROM unnest(records) AS one
        WHERE NOT EXISTS (SELECT 1 FROM people_subject AS subject WHERE subject.id = one));
END
$$;

-- Of which children each of these is that is about itself.
CREATE FUNCTION resolver.children_of(matters uuid[]) RETURNS TABLE (matter_id uuid, child_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    RETURN QUERY
        SELECT described.concern_id, described.subject_id FROM intake_concernchild AS described
        WHERE described.concern_id = ANY (matters) AND described.subject_id IS NOT NULL
        UNION ALL
        SELECT request.about_id, request.subject_id FROM oversight_holderrequest AS request
        WHERE request.about_id = ANY (matters)
        UNION ALL
        SELECT envelope.about_id, envelope.child_id FROM sharing_sharerecipient AS envelope
        WHERE envelope.about_id = ANY (matters);
END
$$;

-- Which of these are about a child for whose sealed record whoever asks is named now.
CREATE FUNCTION resolver.named_for_matters(asking context.opened, wanted uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    matters uuid[] := resolver.about_themselves(wanted);
BEGIN
    IF matters = '{}' THEN
        RETURN matters;
    END IF;
    RETURN ARRAY(
        SELECT about.matter_id FROM resolver.children_of(matters) AS about
        JOIN access_seal AS seal ON seal.about_id = about.child_id AND seal.unsealed_at IS NULL
        JOIN access_namedforseal AS named ON named.seal_id = seal.id
        WHERE named.user_id = asking.user_id AND named.starts_at <= asking.at AND asking.at < named.ends_at);
END
$$;

REVOKE ALL ON FUNCTION resolver.about_themselves(uuid[]), resolver.children_of(uuid[]),
    resolver.named_for_matters(context.opened, uuid[]) FROM PUBLIC;
ALTER FUNCTION resolver.about_themselves(uuid[]) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.children_of(uuid[]) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.named_for_matters(context.opened, uuid[]) OWNER TO reachable_resolver;

SET LOCAL ROLE reachable_resolver;

CREATE OR REPLACE FUNCTION resolver.sealed_among(asking context.opened, records uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    hidden uuid[] := (
        SELECT coalesce(array_agg(DISTINCT found.id), '{}') FROM (
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
        ) AS found);
    matters uuid[] := resolver.about_themselves(records);
    children uuid[];
BEGIN
    IF matters = '{}' THEN
        RETURN hidden;
    END IF;
    children := ARRAY(SELECT DISTINCT about.child_id FROM resolver.children_of(matters) AS about);
    IF children = '{}' THEN
        RETURN hidden;
    END IF;
    children := resolver.sealed_among(asking, children);
    IF children = '{}' THEN
        RETURN hidden;
    END IF;
    RETURN hidden || ARRAY(
        SELECT DISTINCT about.matter_id FROM resolver.children_of(matters) AS about
        WHERE about.child_id = ANY (children));
END
$$;

-- Decides as before; and whoever is named for a sealed child works with what is about it.
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
    worked_with := worked_with || resolver.named_for_matters(asking, wanted);
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
