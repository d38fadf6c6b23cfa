-- What a recipient may read of what they were sent: only their own envelope, only once the decision was made, and only until
-- it ends, is recalled, or the child's record is sealed. An envelope without a recipient is nobody's.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;

CREATE FUNCTION resolver.is_shared_now(envelope uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM sharing_sharerecipient AS recipient, context.current() AS asking
        WHERE recipient.about_id = envelope
          AND recipient.starts_at <= asking.at AND asking.at < recipient.expires_at
          AND recipient.recalled_at IS NULL
          AND recipient.recipient_agency_id = asking.agency_id
          AND (recipient.recipient_user_id IS NULL OR recipient.recipient_user_id = asking.user_id)
          AND NOT resolver.is_sealed(recipient.child_id))
$$;

REVOKE ALL ON FUNCTION resolver.is_shared_now(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolver.is_shared_now(uuid) TO reachable_app;
ALTER FUNCTION resolver.is_shared_now(uuid) OWNER TO reachable_resolver;

-- What was frozen stays as it was: the words a recipient was sent, what the register says of what left, and for what purpose
-- and on what grounds somebody decided. Another purpose is another decision.
CREATE FUNCTION resolver.refuse_other_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was sent, and why, is never written over: make another decision' USING ERRCODE = 'RC020';
END
$$;
REVOKE ALL ON FUNCTION resolver.refuse_other_words() FROM PUBLIC;
CREATE TRIGGER copy_stays_as_sent BEFORE UPDATE OF frozen, recipient_id, item_id ON sharing_sharedcopy
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
CREATE TRIGGER item_stays_as_sent BEFORE UPDATE OF item_id, version, form, decision_id ON sharing_shareditem
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
CREATE TRIGGER register_only_grows BEFORE UPDATE OF item_id, version, to_whom, left_at ON sharing_lefthere
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
CREATE TRIGGER purpose_stays BEFORE UPDATE OF share_purpose, grounds, because, decided_by_id, decided_at ON sharing_sharedecision
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
CREATE TRIGGER purpose_stays BEFORE UPDATE OF share_purpose, grounds, child_id, recipient_agency_id, recipient_user_id
    ON sharing_sharerecipient FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;

-- A copy is read by its recipient while it is shared, and in an act or a run. The child's own record does not open it.
ALTER POLICY read_when_open ON sharing_sharedcopy USING (
    (SELECT context.require()) IN ('ACTING', 'RUN')
    OR (about_id = ANY ((SELECT context.granted())::uuid[]) AND resolver.is_shared_now(about_id)
        AND (sharing = 'PARTNERS' OR controller_id = (SELECT context.agency_id()))));

-- Agreements and officers decide what may leave, and hold nothing of a child: everybody may read them, and they change only
-- in an act or a run.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['sharing_agreement', 'sharing_dataprotectionofficer'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY read_by_all ON %I FOR SELECT TO reachable_app USING (true)', name);
        EXECUTE format('CREATE POLICY add_when_acting ON %I FOR INSERT TO reachable_app'
                       ' WITH CHECK ((SELECT context.require()) IN (''ACTING'', ''RUN''))', name);
        EXECUTE format('CREATE POLICY change_when_acting ON %I FOR UPDATE TO reachable_app'
                       ' USING ((SELECT context.require()) IN (''ACTING'', ''RUN''))'
                       ' WITH CHECK ((SELECT context.require()) IN (''ACTING'', ''RUN''))', name);
    END LOOP;
END
$$;
