-- Agreements decide what may leave, and hold nothing of a child: everybody may read them. They are added to only in an act or a
-- run; of what is there, only the end of an agreement is ever written.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['sharing_agreement', 'sharing_agreementversion', 'sharing_agreementline',
                                'sharing_agreementsignature'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('REVOKE ALL ON %I FROM reachable_app', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO reachable_app', name);
        EXECUTE format('CREATE POLICY read_by_all ON %I FOR SELECT TO reachable_app USING (true)', name);
        EXECUTE format('CREATE POLICY add_when_acting ON %I FOR INSERT TO reachable_app'
                       ' WITH CHECK ((SELECT context.require()) IN (''ACTING'', ''RUN''))', name);
    END LOOP;
END
$$;
GRANT UPDATE (ended_at, ended_by_id, ended_for_id, ended_because) ON sharing_agreement TO reachable_app;
CREATE POLICY change_when_acting ON sharing_agreement FOR UPDATE TO reachable_app
    USING ((SELECT context.require()) IN ('ACTING', 'RUN'))
    WITH CHECK ((SELECT context.require()) IN ('ACTING', 'RUN'));

-- One side has ended it: that stands.
CREATE FUNCTION resolver.refuse_beginning_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'an agreement that has ended never begins again: write another' USING ERRCODE = 'RC020';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION resolver.refuse_beginning_again() FROM PUBLIC;
CREATE TRIGGER ended_stays_ended BEFORE UPDATE ON sharing_agreement
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_beginning_again();

-- What somebody has signed is what they read: no line is added to it afterwards.
CREATE FUNCTION resolver.refuse_line_once_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM sharing_agreementsignature AS signature WHERE signature.version_id = NEW.version_id) THEN
        RAISE EXCEPTION 'a version somebody has signed stays as they read it: write another' USING ERRCODE = 'RC020';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION resolver.refuse_line_once_signed() FROM PUBLIC;
CREATE TRIGGER signed_stays_as_read AFTER INSERT ON sharing_agreementline
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_line_once_signed();

-- Whoever signs does so for one of the two agencies, in which they work then.
CREATE FUNCTION resolver.refuse_signature_of_stranger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM sharing_agreementversion AS version
        JOIN sharing_agreement AS agreement ON agreement.id = version.agreement_id
        WHERE version.id = NEW.version_id AND agreement.ended_at IS NULL
          AND NEW.agency_id IN (agreement.holder_id, agreement.recipient_id))
       OR NOT EXISTS (
        SELECT 1 FROM access_membership AS membership JOIN access_team AS team ON team.id = membership.team_id
        WHERE membership.user_id = NEW.user_id AND team.agency_id = NEW.agency_id
          AND membership.starts_at <= NEW.signed_at
          AND (membership.ends_at IS NULL OR membership.ends_at > NEW.signed_at))
    THEN
        RAISE EXCEPTION 'an agreement is signed by somebody who works in one of its two agencies, while it stands'
            USING ERRCODE = 'RC020';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION resolver.refuse_signature_of_stranger() FROM PUBLIC;
CREATE TRIGGER signed_by_one_of_the_two AFTER INSERT ON sharing_agreementsignature
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_signature_of_stranger();
