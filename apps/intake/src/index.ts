export { createIntake, intakeMigrations, intakeReadModels } from './create-intake.js';
