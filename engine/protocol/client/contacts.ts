/** What forms ask for and how it is checked: the engine's own rules, for those who fill them in. */
export {
  type Asked,
  askedBy,
  type ContactField,
  type Contacts,
  contactProblem,
  requestProblems,
} from '../../domain/request.ts'
