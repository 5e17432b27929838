-- Organizations may know the same address, and none learns of another's. Root addresses, which only an operator makes, stay unique.

DROP INDEX accounts_of_people;
CREATE UNIQUE INDEX accounts_of_people ON accounts (organization_id, login) WHERE kind IN ('ROOT', 'INDIVIDUAL');
CREATE UNIQUE INDEX accounts_of_roots ON accounts (login) WHERE kind = 'ROOT';
