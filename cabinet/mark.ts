export { mark } from '../console/ui/mark.ts'
