create table "public"."migration_history" (
id pg_catalog.int8 primary key,
layout pg_catalog.int4 not null default 1,
event pg_catalog.text not null,
kind pg_catalog.text not null,
version pg_catalog.text not null,
name pg_catalog.text not null,
checksum pg_catalog.text not null,
algorithm pg_catalog.text not null,
text_hash pg_catalog.text not null,
at pg_catalog.timestamptz not null,
took pg_catalog.interval not null,
role pg_catalog.text not null,
application pg_catalog.text not null,
program pg_catalog.text not null,
server pg_catalog.int4 not null,
down_run pg_catalog.text,
down pg_catalog.text,
expressions pg_catalog.text,
state pg_catalog.text not null,
previous_hash pg_catalog.text collate pg_catalog."C" not null unique,
hash pg_catalog.text not null
);
comment on table "public"."migration_history" is 'What migrate did to this database: only added to, each row hashed over the one before it. Layout 1.';
create table "public"."migration_history_progress" (
kind pg_catalog.text not null,
version pg_catalog.text not null,
name pg_catalog.text not null,
direction pg_catalog.text not null,
step pg_catalog.int4 not null,
hash pg_catalog.text not null,
reached pg_catalog.text,
touched pg_catalog.int8,
at pg_catalog.timestamptz not null default pg_catalog.clock_timestamp(),
primary key (kind, version, name, direction, step)
);
comment on table "public"."migration_history_progress" is 'The steps that are done of migrations that are not.';
INSERT INTO public.migration_history VALUES (1, 1, 'applied', 'versioned', '001', 'one', '70f1e7f3da8a0b04569d3f38078ff84c1063cb587f847691da41945e83c1db06', 'tokens-sha256-1', '9fa6a19b7a1cc096906713bdac6491ce468234c1c56016cdf7b313573bb85d64', '2026-12-01 03:35:44.958579+00', '00:00:00.000803', 'postgres', '', 'clinic 1.0', 150018, NULL, NULL, NULL, 'a5efd3b1f8045bb3620deb74fd18aa2dce0b28c9f5f4199e7daee4bf8efe32dd', '0000000000000000000000000000000000000000000000000000000000000000', 'e6f00113e158bb57a77b79936947cef426269b24fa6e101ce2ed2e07184b3b77');
INSERT INTO public.migration_history VALUES (2, 1, 'applied', 'versioned', '002', 'two', '12b057c279976cf62e7eee1b23ab82184b97c25ce0203ea82c9cd94bcbf39c9f', 'tokens-sha256-1', '479e785baae574360371037c6636ec1cb71567f56705b67b1e9727846d4bfca8', '2026-12-01 03:35:44.963777+00', '00:00:00.000514', 'postgres', '', 'clinic 1.0', 150018, 'whole', 'drop table two -- ''é'' \', NULL, '97ea40019fec1b2eef868f6d8e43451500bb403bcfee617eb26a5a30d469e39d', 'e6f00113e158bb57a77b79936947cef426269b24fa6e101ce2ed2e07184b3b77', 'f9992295a2bd31a10eb8b1afdccba97c73511d27e82ad4e67371305677c859b6');
