-- Until when the record opened in this request stays open to the person asking, where it is open by broken glass alone.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;
CREATE FUNCTION resolver.glass_until() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT max(broken.ends_at)
    FROM context.current() AS asking, access_workingrelationship AS broken
    WHERE resolver.under_glass() <> '{}' AND broken.user_id = asking.user_id AND broken.reason = 'BROKEN_GLASS'
      AND broken.starts_at <= asking.at AND asking.at < broken.ends_at
$$;
REVOKE ALL ON FUNCTION resolver.glass_until() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.glass_until() TO reachable_app;
ALTER FUNCTION resolver.glass_until() OWNER TO reachable_resolver;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;
