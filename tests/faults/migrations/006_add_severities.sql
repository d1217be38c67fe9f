-- migrate: no-transaction
alter type severity add value 'moderate' before 'severe';
alter type severity add value 'lethal';
