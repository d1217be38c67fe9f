-- AlterTable
ALTER TABLE "patients" ADD COLUMN     "middleName" VARCHAR(255);
