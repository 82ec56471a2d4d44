/**
 * Which Node runs RedHelper. Written in plain old syntax: any Node that reads modules can say no in words.
 */

/**
 * The WebSocket server has binaries for Node 20 and 22 only; 20.19 and 22.12 are the first of each that the
 * tests need.
 * @param {string} version as in `process.versions.node`
 * @returns {string | null} what is wrong, in one sentence
 */
export function nodeProblem(version) {
  var parts = version.split('.').map(Number)
  var major = parts[0] || 0
  var minor = parts[1] || 0
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12)) return null
  return `RedHelper runs on Node 20.19 or later of 20, or 22.12 or later of 22; this is Node ${version}.`
}
