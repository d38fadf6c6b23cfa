-- Whether the machine has done a run of this name since then. It says nothing of anybody, and is asked without signing in.
-- Runs are the entries of nobody, and the latest come first in the index on who did what and when.
CREATE FUNCTION audit.has_run_since(what text, since timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
    SELECT EXISTS (
        SELECT 1 FROM audit.entry
        WHERE entry.user_id IS NULL AND entry.at > since AND entry.kind = 'RUN' AND entry.what = has_run_since.what)
$$;
REVOKE ALL ON FUNCTION audit.has_run_since(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.has_run_since(text, timestamptz) TO reachable_app;
