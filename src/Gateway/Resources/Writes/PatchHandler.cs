using Krewe.Gateway.Authorization.Escalation;
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
internal sealed class PatchHandler(IGrainFactory grains, RequestBodies bodies, AnswerWriter answers, EscalationGuard escalation)
{
    // Others may write between the trial and the patch; as often as this in a row nobody does by chance.
    private const int MaxAttempts = 5;

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
        var patch = new PatchRequest(type, body, subresource, options.FieldValidation, options.DryRun, options.FieldManager, options.Force, request.Path.OtherVersion);
        var outcome = EscalationGuard.Concerns(request)
            ? await WriteGuardedAsync(request, patch)
            : await grains.GetObject(request.Path.ObjectId).Patch(patch, request.Cancellation);
        var made = outcome is WriteOutcome.Written { Created: true };
        await answers.SendWriteAsync(request, outcome, made ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>
    /// Applies a patch whose outcome has to be looked at first: it is tried, looked at, and then made to hold for the very version that it was tried on.
    /// </summary>
    private async Task<WriteOutcome> WriteGuardedAsync(ResourceRequest request, PatchRequest patch)
    {
        var target = grains.GetObject(request.Path.ObjectId);
        for (var attempt = 1; ; attempt++)
        {
            var old = await target.Get(request.Cancellation);
            var based = patch with { OnVersion = old?.Metadata.ResourceVersion ?? "" };
            var tried = await target.Patch(based with { DryRun = true }, request.Cancellation);
            if (tried is WriteOutcome.Written written)
            {
                if (await escalation.CheckAsync(request, written.Document.Object, old?.Object) is { } failure)
                    return new WriteOutcome.Refused(failure);
                if (patch.DryRun)
                    return tried;
                tried = await target.Patch(based, request.Cancellation);
            }
            if (tried is not WriteOutcome.Refused { Failure.Reason: FailureReason.Conflict } || attempt == MaxAttempts || (await target.Get(request.Cancellation))?.Metadata.ResourceVersion == old?.Metadata.ResourceVersion)
                return tried;
        }
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
