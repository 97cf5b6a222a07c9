using Krewe.Gateway.Authorization.Escalation;
using Krewe.Gateway.Bodies;
using Krewe.Gateway.Responses;
using Krewe.Grains.Collections;
using Krewe.Grains.Objects;
using Krewe.Model.Documents;
using Krewe.Model.Meta;
using Microsoft.AspNetCore.Http;
using Orleans;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>Replaces objects or their status.</summary>
internal sealed class UpdateHandler(IGrainFactory grains, RequestBodies bodies, AnswerWriter answers, EscalationGuard escalation)
{
    /// <summary>Serves the request.</summary>
    public async Task ServeAsync(ResourceRequest request, Subresource subresource)
    {
        if (!WriteOptions.Parse(request).TryGet(out var options, out var failure)
            || !(await bodies.ReadObjectAsync(request, options.FieldValidation)).TryGet(out var body, out failure)
            || (failure = BodyChecks.Namespace(body.Value.Metadata, request.Path) ?? BodyChecks.Name(body.Value.Metadata, request.Path)) is not null
            || (EscalationGuard.Concerns(request) && (failure = await escalation.CheckAsync(request, body.Value, await FindAsync(request))) is not null))
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        var outcome = await grains.GetObject(request.Path.ObjectId).Update(
            new UpdateRequest(ApiDocument.Draft(body.Value), subresource, options.DryRun, options.FieldManager), request.Cancellation);
        await answers.SendWriteAsync(request, outcome, StatusCodes.Status200OK, body.Warnings);
    }

    private async Task<ApiObject?> FindAsync(ResourceRequest request) => (await grains.GetCollection(request.Path.Kind).Get(request.Path.ObjectId.Key))?.Object;
}
