using Krewe.Gateway.Bodies;
using Krewe.Gateway.Negotiation;
using Krewe.Gateway.Responses;
using Krewe.Grains.Objects;
using Krewe.Model.Failures;
using Krewe.Model.Patches;
using Microsoft.AspNetCore.Http;
using Orleans;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>Patches objects or their status. The patch is applied by the object's grain, to the object as it is then.</summary>
internal sealed class PatchHandler(IGrainFactory grains, RequestBodies bodies, AnswerWriter answers)
{
    /// <summary>Serves the request.</summary>
    public async Task ServeAsync(ResourceRequest request, Subresource subresource)
    {
        if (!TypeOf(request.Http.Request.ContentType).TryGet(out var type, out var failure)
            || !WriteOptions.Parse(request, type).TryGet(out var options, out failure)
            || !(await bodies.ReadBytesAsync(request)).TryGet(out var body, out failure))
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        var patch = new PatchRequest(type, body, subresource, options.FieldValidation, options.DryRun, options.FieldManager, options.Force, request.Path.CustomVersion);
        var outcome = await grains.GetObject(request.Path.ObjectId).Patch(patch, request.Cancellation);
        var made = outcome is WriteOutcome.Written { Created: true };
        await answers.SendWriteAsync(request, outcome, made ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>The type of patch that a Content-Type stands for.</summary>
    public static Outcome<PatchType> TypeOf(string? contentType) => MediaRange.Parse(contentType ?? "").Type switch
    {
        MediaTypes.JsonPatch => PatchType.Json,
        MediaTypes.MergePatch => PatchType.Merge,
        MediaTypes.StrategicMergePatch => PatchType.StrategicMerge,
        MediaTypes.ApplyPatch => PatchType.Apply,
        _ => ApiFailure.UnsupportedMediaType(MediaTypes.Patches),
    };
}
