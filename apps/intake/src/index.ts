export { createIntake, intakeReadModels } from './create-intake.js';
