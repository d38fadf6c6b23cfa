-- A hold keeps a child's key from being destroyed. Wrapping it by another key of the installation loses nothing, and a change of
-- that key must not stop at a child who is held. What is written over under the same mark is no wrapping anew.
DROP TRIGGER key_stays_while_held ON places_childkey;
CREATE TRIGGER key_stays_while_held BEFORE UPDATE OF wrapped ON places_childkey
    FOR EACH ROW WHEN (NEW.wrapped = '' OR NEW.wrapped_by = OLD.wrapped_by)
    EXECUTE FUNCTION resolver.refuse_while_held();
