-- How a customer wants documents. No row: attached to a mail, untagged. The language is that of the customer. And a document that is
-- sent once more is another copy of the same mail, under a Message-ID of its own: else the receiver would drop it as a repeat.
create table document_preference (
    customer_id bigint primary key references customer,
    delivery    text not null check (delivery in ('ATTACHMENT', 'LINK')),
    accessible  boolean not null
);
comment on column document_preference.delivery is 'ATTACHMENT: in the mail; LINK: the mail says where the document is';
comment on column document_preference.accessible is 'whether documents are tagged for readers who do not see them (PDF/UA-1)';

alter table mail_outbox add column copy integer not null default 1 check (copy > 0);
comment on column mail_outbox.copy is 'counts how often the document was ordered to be sent; a repeat of one sending is no other copy';
