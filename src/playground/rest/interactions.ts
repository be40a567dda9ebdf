/** Callbacks and the webhooks of interactions: `/interactions/…` and `/webhooks/…`. */
import { MessageFlags } from 'discord-api-types/v10';
import type { Interaction } from '../interactions/ledger.ts';
import { type Answer, type Call, param, type Route } from './route.ts';

/** Interaction webhooks have a bucket for each token. */
const WEBHOOK_LIMIT = { requests: 5, perMs: 2_000 };

export const interactionRoutes: Route[] = [
  {
    method: 'POST',
    path: '/interactions/:interaction/:token/callback',
    open: true,
    limit: null,
    answers: 'InteractionCallbackResponse',
    handle: callback,
  },
  {
    method: 'POST',
    path: '/webhooks/:application/:token',
    open: true,
    limit: WEBHOOK_LIMIT,
    answers: 'MessageResponse',
    handle: (call) => {
      const made = call.responder.followUp(interactionOf(call), call.body, call.files);
      call.noteUnknownKeys(made.unknownKeys);
      return { status: 200, body: made.message };
    },
  },
  {
    method: 'GET',
    path: '/webhooks/:application/:token/messages/:message',
    open: true,
    limit: WEBHOOK_LIMIT,
    answers: 'MessageResponse',
    handle: (call) => ({
      status: 200,
      body: call.responder.message(interactionOf(call), param(call, 'message')).message,
    }),
  },
  {
    method: 'PATCH',
    path: '/webhooks/:application/:token/messages/:message',
    open: true,
    limit: WEBHOOK_LIMIT,
    answers: 'MessageResponse',
    handle: (call) => {
      const changed = call.responder.edit(interactionOf(call), param(call, 'message'), call.body, call.files);
      call.noteUnknownKeys(changed.unknownKeys);
      return { status: 200, body: changed.message };
    },
  },
  {
    method: 'DELETE',
    path: '/webhooks/:application/:token/messages/:message',
    open: true,
    limit: WEBHOOK_LIMIT,
    handle: (call) => {
      call.responder.remove(interactionOf(call), param(call, 'message'));
      return { status: 204 };
    },
  },
];

function interactionOf(call: Call): Interaction {
  return call.responder.byToken(param(call, 'application'), param(call, 'token'));
}

function callback(call: Call): Answer {
  const interaction = call.responder.answerable(param(call, 'interaction'), param(call, 'token'));
  const { resource, unknownKeys } = call.responder.respond(interaction, call.body, call.files);
  call.noteUnknownKeys(unknownKeys);
  const message = resource?.message;
  const flags = message?.flags ?? 0;
  // What is not asked for is not sent, but checked all the same.
  return {
    status: call.query.get('with_response') === 'true' ? 200 : 204,
    body: {
      interaction: {
        id: interaction.id,
        type: interaction.type,
        channel_id: interaction.channelId,
        ...(interaction.guildId === null ? {} : { guild_id: interaction.guildId }),
        ...(message === undefined
          ? {}
          : {
              response_message_id: message.id,
              response_message_loading: (flags & MessageFlags.Loading) !== 0,
              response_message_ephemeral: (flags & MessageFlags.Ephemeral) !== 0,
            }),
      },
      ...(resource === null ? {} : { resource }),
    },
  };
}
