-- A sealed record is hidden from all but the people its seal names. What hides it is here once: the resolver asks it when a
-- record is opened, and a restrictive policy asks it of every row, so that a seal bites in the middle of a request too.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;

-- Which of these records are sealed from whoever asks. One with the mark alone is sealed from everybody. Where two seals lie on
-- one record somebody must be named by both; and nobody opens the record of an inquiry into themselves.
CREATE FUNCTION resolver.sealed_among(asking context.opened, records uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT coalesce(array_agg(one), '{}') FROM unnest(records) AS one
    WHERE EXISTS (
            SELECT 1 FROM access_seal AS seal
            WHERE seal.about_id = one AND seal.unsealed_at IS NULL
              AND (seal.into_user_id = asking.user_id
                   OR NOT EXISTS (
                       SELECT 1 FROM access_namedforseal AS named
                       WHERE named.seal_id = seal.id AND named.user_id = asking.user_id
                         AND named.starts_at <= asking.at AND asking.at < named.ends_at)))
       OR (EXISTS (SELECT 1 FROM people_subject AS subject WHERE subject.id = one AND subject.sealed_at IS NOT NULL)
           AND NOT EXISTS (
               SELECT 1 FROM access_seal AS seal WHERE seal.about_id = one AND seal.unsealed_at IS NULL))
$$;

-- What this request may read, less what has been sealed from whoever asks since it was opened. It tells nobody of a record that
-- was not opened to them.
CREATE FUNCTION resolver.open_to_me() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH opened AS (SELECT context.granted() AS ids)
    SELECT coalesce(array_agg(one), '{}') FROM opened, unnest(opened.ids) AS one
    WHERE one <> ALL (resolver.sealed_among(context.current(), opened.ids))
$$;

-- True when looks at a record at a moment are for the sealing authority alone: it was sealed then, or is now.
CREATE FUNCTION resolver.was_sealed(about uuid, moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (SELECT 1 FROM people_subject AS subject WHERE subject.id = about AND subject.sealed_at IS NOT NULL)
        OR EXISTS (
            SELECT 1 FROM access_seal AS seal
            WHERE seal.about_id = about
              AND (seal.unsealed_at IS NULL OR (seal.sealed_at <= moment AND moment < seal.unsealed_at)))
$$;

-- True when whoever asks answers for this record's seals: they are signed in as the sealing authority of the agency that sealed it.
CREATE FUNCTION resolver.answers_for_seal(about uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM context.current() AS asking, access_seal AS seal
        WHERE seal.about_id = about AND asking.kind = 'PERSON' AND asking.role_code = 'SEALING_AUTHORITY'
          AND seal.controller_id = asking.agency_id AND seal.into_user_id IS DISTINCT FROM asking.user_id)
$$;

-- The seals that whoever asks may know of: those of their agency, for its sealing authority; those that name them now. Asking is
-- noted. Nobody is told of an inquiry into themselves.
CREATE FUNCTION resolver.list_seals()
RETURNS TABLE (
    act_id uuid, about_id uuid, reference text, kind text, because text, controller_id uuid, sealed_at timestamptz,
    sealed_by_id uuid, named_ids uuid[], named_until timestamptz[], asked_at timestamptz, asked_by_id uuid,
    asked_because text, unsealed_at timestamptz, unsealed_by_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    asking context.opened := context.current();
BEGIN
    IF asking.kind <> 'PERSON' THEN
        RETURN;
    END IF;
    PERFORM audit.note('READ_AUDIT', '{}', 'sealed records');
    RETURN QUERY
        SELECT seal.act_id, seal.about_id, subject.system || ' ' || subject.local_id, seal.kind::text, seal.because,
               seal.controller_id, seal.sealed_at, seal.sealed_by_id,
               ARRAY(SELECT named.user_id FROM access_namedforseal AS named
                     WHERE named.seal_id = seal.id ORDER BY named.ends_at, named.id),
               ARRAY(SELECT named.ends_at FROM access_namedforseal AS named
                     WHERE named.seal_id = seal.id ORDER BY named.ends_at, named.id),
               seal.asked_at, seal.asked_by_id, seal.asked_because, seal.unsealed_at, seal.unsealed_by_id
        FROM access_seal AS seal JOIN people_subject AS subject ON subject.id = seal.about_id
        WHERE seal.into_user_id IS DISTINCT FROM asking.user_id
          AND ((asking.role_code = 'SEALING_AUTHORITY' AND seal.controller_id = asking.agency_id)
               OR (seal.unsealed_at IS NULL AND asking.may_read AND EXISTS (
                       SELECT 1 FROM access_namedforseal AS named
                       WHERE named.seal_id = seal.id AND named.user_id = asking.user_id
                         AND named.starts_at <= asking.at AND asking.at < named.ends_at)))
        ORDER BY seal.sealed_at DESC, seal.act_id, subject.controller_id = seal.controller_id DESC, seal.about_id;
END
$$;

REVOKE ALL ON FUNCTION resolver.sealed_among(context.opened, uuid[]), resolver.open_to_me(), resolver.list_seals(),
    resolver.was_sealed(uuid, timestamptz), resolver.answers_for_seal(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.open_to_me(), resolver.list_seals() TO reachable_app;
ALTER FUNCTION resolver.sealed_among(context.opened, uuid[]) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.open_to_me() OWNER TO reachable_resolver;
ALTER FUNCTION resolver.list_seals() OWNER TO reachable_resolver;
ALTER FUNCTION resolver.was_sealed(uuid, timestamptz) OWNER TO reachable_resolver;
ALTER FUNCTION resolver.answers_for_seal(uuid) OWNER TO reachable_resolver;

-- Those that ask it, which are the resolver's own already.
SET LOCAL ROLE reachable_resolver;
CREATE OR REPLACE FUNCTION resolver.is_sealed(about uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT cardinality(resolver.sealed_among(context.current(), ARRAY[about])) > 0
$$;

CREATE OR REPLACE FUNCTION resolver.same_person(about uuid) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH members AS (
        SELECT array_agg(other.subject_id ORDER BY other.subject_id) AS ids
        FROM people_clustermember AS mine JOIN people_clustermember AS other ON other.cluster_id = mine.cluster_id
        WHERE mine.subject_id = about)
    SELECT coalesce(
        (SELECT array_agg(one ORDER BY one) FROM members, unnest(members.ids) AS one
         WHERE one <> ALL (resolver.sealed_among(context.current(), members.ids))),
        ARRAY[about])
$$;
CREATE OR REPLACE FUNCTION resolver.latest_versions(about uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT DISTINCT ON (version.subject_id, version.reference) version.id
    FROM people_sourcerecord AS version
    WHERE version.about_id = ANY (about) AND version.withdrawn_at IS NULL
      AND ((SELECT context.require()) IN ('ACTING', 'RUN') OR version.about_id = ANY ((SELECT resolver.open_to_me())::uuid[]))
    ORDER BY version.subject_id, version.reference, version.recorded_at DESC, version.version_hash DESC
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;

-- The audit record is its owner's; it asks the resolver about seals and nothing else.
GRANT USAGE ON SCHEMA resolver TO reachable_owner;
SET LOCAL ROLE reachable_resolver;
GRANT EXECUTE ON FUNCTION resolver.was_sealed(uuid, timestamptz), resolver.answers_for_seal(uuid) TO reachable_owner;
RESET ROLE;

-- As before, and of a sealed record only its sealing authority is told who looked. A supervisor is told of their own agency's
-- refusals whatever was asked for: a sealed record, another's or one of nothing.
CREATE OR REPLACE FUNCTION audit.looked_at(about uuid[]) RETURNS SETOF audit.entry
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
DECLARE
    asking context.opened := context.current();
    opened uuid[] := context.granted();
BEGIN
    PERFORM audit.note('READ_AUDIT', about, 'who has looked');
    RETURN QUERY
        SELECT * FROM audit.entry
        WHERE entry.about_id = ANY (about) AND entry.kind IN ('OPENED', 'LISTED', 'REFUSED', 'WROTE')
          AND (resolver.answers_for_seal(entry.about_id)
               OR (asking.kind = 'PERSON' AND asking.role_code = 'SUPERVISOR' AND entry.agency_id = asking.agency_id
                   AND (entry.kind = 'REFUSED' OR NOT resolver.was_sealed(entry.about_id, entry.at)))
               OR (entry.about_id = ANY (opened) AND NOT resolver.was_sealed(entry.about_id, entry.at)))
        ORDER BY entry.at DESC, entry.id DESC LIMIT 500;
END
$$;

-- Every table of somebody's rows, this stage's and all others there are by now. Those made later get it from protect_rows.
DO $$
DECLARE
    one regclass;
BEGIN
    FOR one IN
        SELECT pg_class.oid FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'about_id'
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relrowsecurity
          AND NOT EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'sealed_is_for_the_named')
    LOOP
        EXECUTE format(
            'CREATE POLICY sealed_is_for_the_named ON %s AS RESTRICTIVE FOR SELECT TO reachable_app USING ('
            '(SELECT context.require()) IN (''ACTING'', ''RUN'')'
            ' OR about_id = ANY ((SELECT resolver.open_to_me())::uuid[]))', one);
    END LOOP;
END
$$;
