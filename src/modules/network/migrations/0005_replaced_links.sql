-- A replaced link is seen with its invitation: a référent reached those of every organisation.
DROP POLICY replaced_kept ON network.replaced_invitation_token;
CREATE POLICY replaced_kept ON network.replaced_invitation_token USING (
  EXISTS (SELECT FROM network.invitation AS i WHERE i.id = invitation_id));
