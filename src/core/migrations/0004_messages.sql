-- What Airial tells people, and the proof of it (product/network.md §6). Written by core/notify in the transaction of
-- the act that causes it: no message without its act.

CREATE TABLE core.message (
  id uuid PRIMARY KEY,
  -- Digest of template, recipient, occurrence and channel: whatever is retried, one message.
  key bytea NOT NULL UNIQUE CHECK (octet_length(key) = 32),
  template text NOT NULL CHECK (template ~ '^[a-z]+\.[a-z_]+$'),
  version integer NOT NULL CHECK (version >= 1),
  kind text NOT NULL CHECK (kind IN ('securite', 'echeance', 'information')),
  occurrence text NOT NULL CHECK (length(occurrence) BETWEEN 1 AND 200),
  channel text NOT NULL CHECK (channel IN ('email', 'sms', 'letter', 'onscreen')),
  language text NOT NULL CHECK (language IN ('fr', 'en')),
  -- Null when it goes to an address that has no account yet.
  recipient_account uuid,
  caused_by_account uuid,
  caused_by text NOT NULL,
  -- Whose act it was; whose queue a letter waits in.
  organisation_id uuid,
  -- Erasable, together: where it goes and what it says.
  address text,
  subject text,
  body text,
  link text,
  -- The values its words were made with: another channel says the same.
  said jsonb,
  -- Codes and links open an account: their words live 24 hours, and never show on a screen.
  secret boolean NOT NULL,
  erase_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('a_envoyer', 'envoye', 'remis', 'echec', 'incertain', 'annule', 'perime')),
  state_at timestamptz NOT NULL,
  -- Why it failed, was cancelled, or waits: a code of core/notify/vocabulary.ts.
  detail text,
  tries integer NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 15),
  next_try_at timestamptz,
  expires_at timestamptz,
  provider_ref text,
  -- The channel that failed before this one was tried.
  instead_of uuid REFERENCES core.message (id) ON DELETE SET NULL,
  -- Who caused it knows that it did not arrive; the recipient has read it on screen.
  settled_at timestamptz,
  read_at timestamptz,
  created_at timestamptz NOT NULL,
  CHECK ((state = 'a_envoyer') = (next_try_at IS NOT NULL)),
  CHECK (state <> 'a_envoyer' OR body IS NOT NULL),
  CHECK (state <> 'a_envoyer' OR channel NOT IN ('email', 'sms') OR address IS NOT NULL),
  CHECK (channel <> 'onscreen' OR recipient_account IS NOT NULL),
  CHECK (state NOT IN ('echec', 'incertain', 'annule') OR detail IS NOT NULL)
);
CREATE INDEX message_recipient ON core.message (recipient_account, created_at DESC) WHERE recipient_account IS NOT NULL;
CREATE INDEX message_caused ON core.message (caused_by_account, created_at DESC) WHERE caused_by_account IS NOT NULL;
CREATE INDEX message_organisation ON core.message (organisation_id, created_at DESC) WHERE organisation_id IS NOT NULL;
CREATE INDEX message_due ON core.message (next_try_at) WHERE state = 'a_envoyer';
CREATE INDEX message_erase ON core.message (erase_at) WHERE body IS NOT NULL OR address IS NOT NULL;
CREATE UNIQUE INDEX message_provider ON core.message (channel, provider_ref) WHERE provider_ref IS NOT NULL;

CREATE TABLE core.receipt (
  id uuid PRIMARY KEY,
  message_id uuid NOT NULL REFERENCES core.message (id) ON DELETE CASCADE,
  at timestamptz NOT NULL,
  event text NOT NULL CHECK (event IN
    ('processed', 'sent', 'delivered', 'failure', 'printed', 'handed', 'posted', 'returned')),
  try integer NOT NULL,
  provider_ref text,
  detail text
);
CREATE INDEX receipt_message ON core.receipt (message_id, at, id);
CREATE INDEX receipt_processed ON core.receipt (at) WHERE event = 'processed';

-- A receipt is a proof: it is never rewritten, and leaves only with its message, at the end of its time.
CREATE FUNCTION core.keep_receipts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND core.is_system() THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'un accusé ne se modifie pas (%)', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core.receipt FOR EACH ROW EXECUTE FUNCTION core.keep_receipts();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON core.receipt FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change();

-- States only go forward: what arrived, failed or was cancelled is not sent again.
CREATE FUNCTION core.message_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND NOT (CASE OLD.state
    WHEN 'a_envoyer' THEN NEW.state IN ('envoye', 'remis', 'echec', 'incertain', 'annule', 'perime')
    WHEN 'envoye' THEN NEW.state IN ('remis', 'echec')
    WHEN 'incertain' THEN NEW.state IN ('remis', 'echec')
    WHEN 'remis' THEN NEW.state = 'echec' -- a letter that comes back, a bounce after « accepted »
    ELSE false END)
  THEN
    RAISE EXCEPTION 'un message ne passe pas de % à %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.id, NEW.key, NEW.template, NEW.channel, NEW.recipient_account, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.key, OLD.template, OLD.channel, OLD.recipient_account, OLD.created_at) THEN
    RAISE EXCEPTION 'un message ne change pas de destinataire' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER goes_forward BEFORE UPDATE ON core.message FOR EACH ROW EXECUTE FUNCTION core.message_goes_forward();

-- The order in which somebody wants to be reached; without a row, SMS, e-mail, letter, screen.
CREATE TABLE core.message_preference (
  account_id uuid PRIMARY KEY,
  channels text[] NOT NULL CHECK (channels <@ ARRAY['sms', 'email', 'letter', 'onscreen'] AND cardinality(channels) = 4),
  large_print boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL
);
-- Messages of information that somebody no longer wants; never those of security or of a due date.
CREATE TABLE core.message_stop (
  -- SHA-256 of the account, or of the address when there is none.
  recipient bytea NOT NULL CHECK (octet_length(recipient) = 32),
  template text NOT NULL,
  account_id uuid,
  at timestamptz NOT NULL,
  PRIMARY KEY (recipient, template)
);

-- The second wall: the recipient, who caused it, the référent of that organisation; the letters of an organisation for
-- its members, who print them; those of nobody in particular for the coordination.
ALTER TABLE core.message ENABLE ROW LEVEL SECURITY;
CREATE POLICY message_read ON core.message FOR SELECT USING (
  core.is_system()
  OR recipient_account = core.actor_account()
  OR caused_by_account = core.actor_account()
  OR (organisation_id = core.actor_organisation() AND (channel = 'letter' OR core.actor_has_role('referent_structure')))
  OR (organisation_id IS NULL AND channel = 'letter' AND core.actor_has_role('coordinateur')));
CREATE POLICY message_write ON core.message FOR INSERT WITH CHECK (core.is_system());
CREATE POLICY message_change ON core.message FOR UPDATE USING (
  core.is_system()
  OR recipient_account = core.actor_account()
  OR caused_by_account = core.actor_account()
  OR (channel = 'letter' AND organisation_id = core.actor_organisation())
  OR (channel = 'letter' AND organisation_id IS NULL AND core.actor_has_role('coordinateur')));
CREATE POLICY message_end ON core.message FOR DELETE USING (core.is_system());

-- A receipt is seen with its message.
ALTER TABLE core.receipt ENABLE ROW LEVEL SECURITY;
CREATE POLICY receipt_read ON core.receipt FOR SELECT USING (EXISTS (SELECT FROM core.message AS m WHERE m.id = message_id));
CREATE POLICY receipt_write ON core.receipt FOR INSERT WITH CHECK (
  core.is_system() OR EXISTS (SELECT FROM core.message AS m WHERE m.id = message_id AND m.channel IN ('letter', 'onscreen')));
CREATE POLICY receipt_end ON core.receipt FOR DELETE USING (core.is_system());

ALTER TABLE core.message_preference ENABLE ROW LEVEL SECURITY;
CREATE POLICY message_preference_own ON core.message_preference
  USING (account_id = core.actor_account() OR core.is_system())
  WITH CHECK (account_id = core.actor_account() OR core.is_system());
ALTER TABLE core.message_stop ENABLE ROW LEVEL SECURITY;
CREATE POLICY message_stop_own ON core.message_stop
  USING (account_id = core.actor_account() OR core.is_system())
  WITH CHECK (account_id = core.actor_account() OR core.is_system());

-- A job planned with the act that causes it. The application owns nothing of the queue: it may only plan, by name.
-- A delay and not an instant, so that a clock that was set does not hold the job back.
CREATE FUNCTION core.plan_job(job text, payload json, seconds double precision, key text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM graphile_worker.add_job(job, payload, run_at := now() + make_interval(secs => seconds), job_key := key);
END $$;
REVOKE ALL ON FUNCTION core.plan_job(text, json, double precision, text) FROM PUBLIC;
