/** The bus that this run's systems use: the same specs run on both (`HUYING_TEST_BUS=kafka`, or the vitest project e2e-kafka). */
export const busForSpecs = process.env['HUYING_TEST_BUS'] === 'kafka' ? 'kafka' : 'postgres';
