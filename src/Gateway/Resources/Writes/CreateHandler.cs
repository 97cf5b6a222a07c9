using Krewe.Gateway.Authorization.Escalation;
using Krewe.Gateway.Bodies;
using Krewe.Gateway.Responses;
using Krewe.Grains.Objects;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Microsoft.AspNetCore.Http;
using Orleans;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>Creates objects.</summary>
internal sealed class CreateHandler(IGrainFactory grains, RequestBodies bodies, AnswerWriter answers, NameGenerator names, EscalationGuard escalation)
{
    private const int GenerateAttempts = 8;

    /// <summary>Serves the request.</summary>
    public async Task ServeAsync(ResourceRequest request)
    {
        if (!WriteOptions.Parse(request).TryGet(out var options, out var failure)
            || !(await bodies.ReadObjectAsync(request, options.FieldValidation)).TryGet(out var body, out failure)
            || (failure = BodyChecks.Namespace(body.Value.Metadata, request.Path)) is not null
            || (EscalationGuard.Concerns(request) && (failure = await escalation.CheckAsync(request, body.Value, null)) is not null))
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        await answers.SendWriteAsync(request, await CreateAsync(request, ApiDocument.Draft(body.Value), options), StatusCodes.Status201Created, body.Warnings);
    }

    private async Task<WriteOutcome> CreateAsync(ResourceRequest request, ApiDocument document, WriteOptions options)
    {
        var kind = request.Path.Kind;
        var create = new CreateRequest(document, options.DryRun, options.FieldManager);
        var generated = string.IsNullOrEmpty(document.Metadata.Name);
        var name = "";
        for (var attempt = 0; attempt < GenerateAttempts; attempt++)
        {
            if (!names.NameOf(kind, document.Metadata).TryGet(out name!, out var failure))
                return new WriteOutcome.Refused(failure);
            var id = new ObjectId(kind.Collection, new ObjectKey(request.Path.Namespace, name));
            var outcome = await grains.GetObject(id).Create(create, request.Cancellation);
            if (!generated || outcome is not WriteOutcome.Refused { Failure.Reason: FailureReason.AlreadyExists })
                return outcome;
        }
        return new WriteOutcome.Refused(ApiFailure.GenerateNameConflict(kind, name));
    }
}
