-- A message ties named workers to what it is about. So the outbox is written in an act or a run alone, nobody who reads a record can be made
-- to read it, and what has left goes after a time.
GRANT CREATE ON SCHEMA resolver TO reachable_eraser;

-- Whether a person's read is open. It raises nothing where no context is: what sends messages asks outside any.
CREATE FUNCTION context.is_reading() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, context AS $$
    SELECT EXISTS (
        SELECT 1 FROM context.opened
        WHERE opened.backend = pg_backend_pid() AND opened.transaction = pg_current_xact_id_if_assigned()
          AND opened.kind = 'PERSON')
$$;
REVOKE ALL ON FUNCTION context.is_reading() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION context.is_reading() TO reachable_app;

ALTER TABLE alerts_outboxmessage ENABLE ROW LEVEL SECURITY;
ALTER TABLE alerts_outboxmessage FORCE ROW LEVEL SECURITY;
REVOKE ALL ON alerts_outboxmessage FROM reachable_app;
GRANT SELECT, INSERT, UPDATE ON alerts_outboxmessage TO reachable_app;
CREATE POLICY never_in_a_read ON alerts_outboxmessage FOR SELECT TO reachable_app USING (NOT (SELECT context.is_reading()));
CREATE POLICY add_when_acting ON alerts_outboxmessage FOR INSERT TO reachable_app
    WITH CHECK ((SELECT context.require()) IN ('ACTING', 'RUN'));
CREATE POLICY change_when_acting ON alerts_outboxmessage FOR UPDATE TO reachable_app
    USING ((SELECT context.require()) IN ('ACTING', 'RUN')) WITH CHECK ((SELECT context.require()) IN ('ACTING', 'RUN'));
CREATE POLICY eraser_erases ON alerts_outboxmessage TO reachable_eraser USING (true);

-- Takes messages out that left before a moment, and returns how many. What waits stays, however old. For a run only.
CREATE FUNCTION resolver.purge_sent(sent_before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    asking context.opened := context.current();
    gone bigint;
BEGIN
    IF asking.kind <> 'RUN' THEN
        RAISE EXCEPTION 'messages that have left are taken out by a run' USING ERRCODE = 'RC007';
    END IF;
    DELETE FROM alerts_outboxmessage WHERE sent_at < sent_before;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$;
REVOKE ALL ON FUNCTION resolver.purge_sent(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.purge_sent(timestamptz) TO reachable_app;
ALTER FUNCTION resolver.purge_sent(timestamptz) OWNER TO reachable_eraser;
REVOKE CREATE ON SCHEMA resolver FROM reachable_eraser;
