using Krewe.Gateway.Bodies;
using Krewe.Gateway.Responses;
using Krewe.Grains.Objects;
using Krewe.Model.Documents;
using Microsoft.AspNetCore.Http;
using Orleans;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>Replaces objects or their status.</summary>
internal sealed class UpdateHandler(IGrainFactory grains, RequestBodies bodies, AnswerWriter answers)
{
    /// <summary>Serves the request.</summary>
    public async Task ServeAsync(ResourceRequest request, Subresource subresource)
    {
        if (!WriteOptions.Parse(request).TryGet(out var options, out var failure)
            || !(await bodies.ReadObjectAsync(request, options.FieldValidation)).TryGet(out var body, out failure)
            || (failure = BodyChecks.Namespace(body.Value.Metadata, request.Path) ?? BodyChecks.Name(body.Value.Metadata, request.Path)) is not null)
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        var outcome = await grains.GetObject(request.Path.ObjectId).Update(
            new UpdateRequest(ApiDocument.Draft(body.Value), subresource, options.DryRun, options.FieldManager), request.Cancellation);
        await answers.SendWriteAsync(request, outcome, StatusCodes.Status200OK, body.Warnings);
    }
}
