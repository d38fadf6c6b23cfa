-- Which version of each source record is the latest. What was sent stays with the agency that sent it, but what it says of
-- the child is shared: everybody to whom the record is open must see the same name as the holder. Ids, nothing else.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;

CREATE FUNCTION resolver.latest_versions(about uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT DISTINCT ON (version.subject_id, version.reference) version.id
    FROM people_sourcerecord AS version
    WHERE version.about_id = ANY (about) AND version.withdrawn_at IS NULL
      AND ((SELECT context.require()) IN ('ACTING', 'RUN') OR version.about_id = ANY ((SELECT context.granted())::uuid[]))
    ORDER BY version.subject_id, version.reference, version.recorded_at DESC, version.version_hash DESC
$$;

REVOKE ALL ON FUNCTION resolver.latest_versions(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.latest_versions(uuid[]) TO reachable_app;
ALTER FUNCTION resolver.latest_versions(uuid[]) OWNER TO reachable_resolver;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;
