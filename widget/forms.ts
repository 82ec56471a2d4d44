/**
 * What a visitor fills in: the form that stands in the place of the chat (C8), the contacts he is asked for in a
 * dialogue (C7), the rating (C5). Loaded when one of them is to be seen, or one still waits to be sent; at most 6 KB
 * brotli. Lit is the chat's own, handed over, so that no page has it twice: therefore elements are made by functions.
 */
import { makeForm } from './forms/form.ts'
import { makeRating } from './forms/rating.ts'
import { register } from './forms/register.ts'
import { sendingOf } from './forms/Sending.ts'
import type { FormsChunk } from './host.ts'

export const define: FormsChunk['define'] = (lit) =>
  register(lit, { 'redhelper-form': makeForm, 'redhelper-rating': makeRating })

export const resume: FormsChunk['resume'] = (host, done) => sendingOf(host).resume(done)
