-- CreateEnum
CREATE TYPE "TranscriptionStatus" AS ENUM ('none', 'queued', 'done', 'failed');

-- AlterTable
ALTER TABLE "medical_records" ADD COLUMN     "transcriptionStatus" "TranscriptionStatus" NOT NULL DEFAULT 'none';
