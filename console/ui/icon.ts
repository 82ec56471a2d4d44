/**
 * Icons: Lucide, as strings inside the bundle, so nothing is fetched and a strict CSP has nothing to refuse.
 * Add one here by its Lucide name; give an icon that stands alone a label or a tooltip.
 */
import { html, type TemplateResult } from 'lit'
import { unsafeSVG } from 'lit/directives/unsafe-svg.js'
import {
  ArrowLeft,
  ArrowRight,
  AtSign,
  Bell,
  BellOff,
  Check,
  CheckCheck,
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  CircleAlert,
  CircleCheck,
  CircleQuestionMark,
  Clock,
  CodeXml,
  Copy,
  Ellipsis,
  ExternalLink,
  Eye,
  EyeOff,
  Globe,
  Headset,
  House,
  ImagePlus,
  Inbox,
  Info,
  Keyboard,
  Languages,
  LoaderCircle,
  LogOut,
  Mail,
  Menu,
  MessageCircle,
  MessagesSquare,
  Minus,
  Monitor,
  Moon,
  Pencil,
  Plus,
  RotateCw,
  Search,
  Send,
  Settings,
  ShieldCheck,
  Smartphone,
  Store,
  Sun,
  SunMoon,
  Trash2,
  TriangleAlert,
  User,
  UserPlus,
  UserRound,
  Users,
  Volume2,
  VolumeX,
  WifiOff,
  X,
  ZoomIn,
  ZoomOut,
} from 'lucide-static'

const sources = {
  'arrow-left': ArrowLeft,
  'arrow-right': ArrowRight,
  'at-sign': AtSign,
  bell: Bell,
  'bell-off': BellOff,
  check: Check,
  'check-check': CheckCheck,
  'chevron-down': ChevronDown,
  'chevron-left': ChevronLeft,
  'chevron-right': ChevronRight,
  'circle-alert': CircleAlert,
  'circle-check': CircleCheck,
  'circle-question-mark': CircleQuestionMark,
  clock: Clock,
  'code-xml': CodeXml,
  copy: Copy,
  ellipsis: Ellipsis,
  'external-link': ExternalLink,
  eye: Eye,
  'eye-off': EyeOff,
  globe: Globe,
  headset: Headset,
  house: House,
  'image-plus': ImagePlus,
  inbox: Inbox,
  info: Info,
  keyboard: Keyboard,
  languages: Languages,
  'loader-circle': LoaderCircle,
  'log-out': LogOut,
  mail: Mail,
  menu: Menu,
  'message-circle': MessageCircle,
  'messages-square': MessagesSquare,
  minus: Minus,
  monitor: Monitor,
  moon: Moon,
  pencil: Pencil,
  plus: Plus,
  'rotate-cw': RotateCw,
  search: Search,
  send: Send,
  settings: Settings,
  'shield-check': ShieldCheck,
  smartphone: Smartphone,
  store: Store,
  sun: Sun,
  'sun-moon': SunMoon,
  'trash-2': Trash2,
  'triangle-alert': TriangleAlert,
  user: User,
  'user-plus': UserPlus,
  'user-round': UserRound,
  users: Users,
  'volume-2': Volume2,
  'volume-x': VolumeX,
  'wifi-off': WifiOff,
  x: X,
  'zoom-in': ZoomIn,
  'zoom-out': ZoomOut,
} as const

export type IconName = keyof typeof sources
export const iconNames = Object.keys(sources) as IconName[]

/** The drawing inside the <svg>, without its wrapper. */
export const iconPaths = (name: IconName): string =>
  sources[name].slice(
    sources[name].indexOf('>', sources[name].indexOf('<svg')) + 1,
    sources[name].lastIndexOf('</svg>'),
  )

/** One icon, in the text's colour; `size` in px at a 16 px root, growing with the person's font size. */
export function icon(
  name: IconName,
  options: { size?: 14 | 16 | 18 | 20 | 24 | 32; label?: string } = {},
): TemplateResult {
  const size = `${(options.size ?? 16) / 16}rem`
  const drawing = unsafeSVG(iconPaths(name))
  return options.label === undefined
    ? html`<svg class="rh-icon" width=${size} height=${size} viewBox="0 0 24 24" fill="none" stroke="currentColor"
        stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${drawing}</svg>`
    : html`<svg class="rh-icon" width=${size} height=${size} viewBox="0 0 24 24" fill="none" stroke="currentColor"
        stroke-width="2" stroke-linecap="round" stroke-linejoin="round" role="img" aria-label=${options.label}>${drawing}</svg>`
}
