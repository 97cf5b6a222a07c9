using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Krewe.Gateway.Bodies;
using Krewe.Gateway.Resources.Writes;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Routing;
using Krewe.Grains.Objects;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Patches;
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
        if (isPatch && PatchHandler.TypeOf(request.Http.Request.ContentType).TryGet(out var type, out _) && type == PatchType.Apply)
        {
            await ApplyAsync(request, mapping);
            return;
        }
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
            new ScaleRequest(wanted.Spec.Replicas ?? 0, version, options.DryRun, options.FieldManager, request.Path.OtherVersion), request.Cancellation);
        await SendAsync(request, outcome, mapping);
    }

    /// <summary>
    /// Serves a server-side apply: what is applied of the scale is applied to the object's own field, so that its owners are those of the object.
    /// </summary>
    private async Task ApplyAsync(ResourceRequest request, ScaleMapping mapping)
    {
        if (!WriteOptions.Parse(request, PatchType.Apply).TryGet(out var options, out var failure)
            || !(await bodies.ReadBytesAsync(request)).TryGet(out var body, out failure)
            || !ApiDecoder.Decode<Scale>(BodyFormat.Yaml, body, options.FieldValidation).TryGet(out var applied, out failure)
            || (failure = BodyChecks.Name(applied.Value.Metadata, request.Path) ?? BodyChecks.Namespace(applied.Value.Metadata, request.Path)) is not null)
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        request.Http.AddWarnings(applied.Warnings);
        var patch = new PatchRequest(PatchType.Apply, Configuration(request.Path, mapping, applied.Value), Subresource.Scale, FieldValidation.Ignore,
            options.DryRun, options.FieldManager, options.Force, request.Path.OtherVersion);
        await SendAsync(request, await grains.GetObject(request.Path.ObjectId).Patch(patch, request.Cancellation), mapping);
    }

    /// <summary>The configuration of the object that says as much as one of its scale.</summary>
    private static byte[] Configuration(in ResourcePath path, ScaleMapping mapping, Scale scale)
    {
        var metadata = new JsonObject { ["name"] = path.Name };
        if (!string.IsNullOrEmpty(scale.Metadata.ResourceVersion))
            metadata["resourceVersion"] = scale.Metadata.ResourceVersion;
        if (!string.IsNullOrEmpty(scale.Metadata.Uid))
            metadata["uid"] = scale.Metadata.Uid;
        var configuration = new JsonObject { ["apiVersion"] = path.Kind.Gvk.ApiVersion, ["kind"] = path.Kind.Gvk.Kind, ["metadata"] = metadata };
        if (scale.Spec.Replicas is { } replicas)
        {
            JsonNode field = replicas;
            foreach (var name in mapping.ReplicasPath.Skip(1).Reverse())
                field = new JsonObject { [name] = field };
            configuration[mapping.ReplicasPath[0]] = field;
        }
        return Encoding.UTF8.GetBytes(configuration.ToJsonString());
    }

    private async Task<Outcome<Scale>> ReadAsync(ResourceRequest request, Scale? current, FieldValidation validation)
    {
        if (current is null)
            return await bodies.ReadRecordAsync<Scale>(request, validation);
        return PatchHandler.TypeOf(request.Http.Request.ContentType).TryGet(out var type, out var failure)
            && (await bodies.ReadBytesAsync(request)).TryGet(out var body, out failure)
            ? ViewPatch.Apply(type, body, current)
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

    private static Task SendAsync(ResourceRequest request, WriteOutcome outcome, ScaleMapping mapping) => outcome switch
    {
        WriteOutcome.Written written => SendAsync(request, written.Document, mapping),
        WriteOutcome.Refused refused => request.Http.SendFailureAsync(refused.Failure),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}"),
    };

    private static Task SendAsync(ResourceRequest request, ApiDocument document, ScaleMapping mapping) =>
        request.Http.SendRecordAsync(StatusCodes.Status200OK, View(document, mapping));
}
