-- What somebody's reviewers are told of: a conflict of interest that stopped an opening, a context that was tampered with, a lock
-- of the database that changed. It is an entry of the audit record like any other, and this says which entries are such.
CREATE TABLE audit.alarm (
    entry_id bigint PRIMARY KEY REFERENCES audit.entry,
    at timestamptz NOT NULL,
    what text NOT NULL
);
CREATE INDEX audit_alarm_at ON audit.alarm (at);
CREATE TRIGGER alarm_only_grows BEFORE UPDATE OR DELETE ON audit.alarm FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER alarm_never_emptied BEFORE TRUNCATE ON audit.alarm FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- Who, why and when are taken from the signed context. Something was refused, done or found by the machine.
CREATE FUNCTION audit.note_alarm(about uuid, what text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
DECLARE
    asking context.opened := context.current();
    noted bigint;
BEGIN
    INSERT INTO audit.entry (at, request_id, kind, user_id, agency_id, role_code, purpose_code, about_id, what, grants, salt, payload_hash)
    VALUES (asking.at, asking.request_id, CASE asking.kind WHEN 'RUN' THEN 'RUN' WHEN 'ACTING' THEN 'WROTE' ELSE 'REFUSED' END,
            asking.user_id, asking.agency_id, asking.role_code, asking.purpose_code, about, note_alarm.what, false, ''::bytea, ''::bytea)
    RETURNING id INTO noted;
    INSERT INTO audit.alarm VALUES (noted, asking.at, note_alarm.what);
END
$$;
REVOKE ALL ON FUNCTION audit.note_alarm(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.note_alarm(uuid, text) TO reachable_app, reachable_resolver;

-- A reviewer is told of their own agency's, and never of their own; a run, which sends word, is told of all, and about whom of none.
CREATE FUNCTION audit.alarms(since timestamptz)
RETURNS TABLE (entry_id bigint, at timestamptz, user_id uuid, agency_id uuid, about_id uuid, what text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit, context AS $$
DECLARE
    asking context.opened := context.current();
BEGIN
    IF asking.kind = 'RUN' THEN
        RETURN QUERY
            SELECT entry.id, entry.at, entry.user_id, entry.agency_id, NULL::uuid, entry.what
            FROM audit.alarm JOIN audit.entry ON entry.id = alarm.entry_id
            WHERE alarm.at >= since ORDER BY entry.id;
    ELSIF asking.kind = 'PERSON' AND asking.role_code = 'SUPERVISOR' THEN
        PERFORM audit.note('READ_AUDIT', '{}', 'what reviewers are told of');
        RETURN QUERY
            SELECT entry.id, entry.at, entry.user_id, entry.agency_id, entry.about_id, entry.what
            FROM audit.alarm JOIN audit.entry ON entry.id = alarm.entry_id
            WHERE alarm.at >= since AND entry.agency_id = asking.agency_id
              AND entry.user_id IS DISTINCT FROM asking.user_id
            ORDER BY entry.id DESC LIMIT 500;
    END IF;
END
$$;
REVOKE ALL ON FUNCTION audit.alarms(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.alarms(timestamptz) TO reachable_app;
