using System.Globalization;
using Krewe.Gateway.Bodies;
using Krewe.Gateway.Resources.Writes;
using Krewe.Gateway.Responses;
using Krewe.Grains.Objects;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Microsoft.AspNetCore.Http;
using Orleans;

namespace Krewe.Gateway.Resources;

/// <summary>Reads and writes the <c>scale</c> subresource: any kind with replicas, seen as an <c>autoscaling/v1 Scale</c>.</summary>
internal sealed class ScaleHandler(IGrainFactory grains, ReadHandler reads, RequestBodies bodies)
{
    /// <summary>Serves a read.</summary>
    public async Task ReadAsync(ResourceRequest request, ScaleMapping mapping)
    {
        if ((await reads.FindAsync(request)).TryGet(out var document, out var failure))
            await SendAsync(request, document, mapping);
        else
            await request.Http.SendFailureAsync(failure);
    }

    /// <summary>Serves a replacement or a patch.</summary>
    public async Task WriteAsync(ResourceRequest request, ScaleMapping mapping, bool isPatch)
    {
        if (!WriteOptions.Parse(request).TryGet(out var options, out var failure)
            || !(await reads.FindAsync(request)).TryGet(out var document, out failure)
            || !(await ReadAsync(request, isPatch ? View(document, mapping) : null, options.FieldValidation)).TryGet(out var wanted, out failure)
            || (failure = Check(request, document, wanted)) is not null)
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        // A patch is relative to what was read, so it holds for that version only where it says so itself.
        var version = string.IsNullOrEmpty(wanted.Metadata.ResourceVersion) || (isPatch && wanted.Metadata.ResourceVersion == document.Metadata.ResourceVersion)
            ? null
            : wanted.Metadata.ResourceVersion;
        var outcome = await grains.GetObject(request.Path.ObjectId).Scale(
            new ScaleRequest(wanted.Spec.Replicas ?? 0, version, options.DryRun, options.FieldManager, request.Path.CustomVersion), request.Cancellation);
        switch (outcome)
        {
            case WriteOutcome.Written written:
                await SendAsync(request, written.Document, mapping);
                break;
            case WriteOutcome.Refused refused:
                await request.Http.SendFailureAsync(refused.Failure);
                break;
        }
    }

    private async Task<Outcome<Scale>> ReadAsync(ResourceRequest request, Scale? current, FieldValidation validation)
    {
        if (current is null)
            return await bodies.ReadRecordAsync<Scale>(request, validation);
        return PatchHandler.TypeOf(request.Http.Request.ContentType).TryGet(out var type, out var failure)
            && (await bodies.ReadBytesAsync(request)).TryGet(out var body, out failure)
            ? ScalePatch.Apply(type, body, current)
            : failure;
    }

    private static ApiFailure? Check(ResourceRequest request, ApiDocument document, Scale wanted)
    {
        if (!string.IsNullOrEmpty(wanted.Metadata.Name) && wanted.Metadata.Name != request.Path.Name)
            return ApiFailure.BadRequest($"the name of the object ({wanted.Metadata.Name}) does not match the name on the URL ({request.Path.Name})");
        return wanted.Spec.Replicas < 0
            ? ApiFailure.Invalid(document.Definition, request.Path.Name!, [new Model.Validation.FieldError(Model.Validation.FieldErrorReason.FieldValueInvalid,
                "spec.replicas", string.Create(CultureInfo.InvariantCulture, $"Invalid value: {wanted.Spec.Replicas}: must be greater than or equal to 0"))])
            : null;
    }

    private static Scale View(ApiDocument document, ScaleMapping mapping) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = document.Metadata.Name,
            Namespace = document.Metadata.Namespace,
            Uid = document.Metadata.Uid,
            ResourceVersion = document.Metadata.ResourceVersion,
            CreationTimestamp = document.Metadata.CreationTimestamp,
        },
        Spec = new ScaleSpec { Replicas = mapping.Replicas(document.Object) },
        Status = new ScaleStatus { Replicas = mapping.StatusReplicas(document.Object), Selector = mapping.Selector(document.Object) },
    };

    private static Task SendAsync(ResourceRequest request, ApiDocument document, ScaleMapping mapping) =>
        request.Http.SendRecordAsync(StatusCodes.Status200OK, View(document, mapping));
}
