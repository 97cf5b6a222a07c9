using System.Text.RegularExpressions;
using Krewe.Gateway.Bodies;
using Krewe.Gateway.Resources.Writes;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Routing;
using Krewe.Grains.Objects;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Microsoft.AspNetCore.Http;
using Orleans;

namespace Krewe.Gateway.Resources;

/// <summary>
/// Serves <c>pods/NAME/ephemeralcontainers</c>: the pod, of which only its ephemeral containers can be written. To clients older than
/// Kubernetes 1.22, which do not know it in that form, it is an <c>EphemeralContainers</c>.
/// </summary>
internal sealed partial class EphemeralContainersHandler(IGrainFactory grains, ReadHandler reads, UpdateHandler updates, PatchHandler patches, RequestBodies bodies)
{
    private const int FirstMinorWithPods = 22;

    /// <summary>Serves a read, a replacement or a patch.</summary>
    public Task ServeAsync(ResourceRequest request) => (request.Verb, IsOld(request.Http.Request)) switch
    {
        (ApiVerb.Get, false) => reads.ServeAsync(request),
        (ApiVerb.Update, false) => updates.ServeAsync(request, Subresource.EphemeralContainers),
        (ApiVerb.Patch, false) => patches.ServeAsync(request, Subresource.EphemeralContainers),
        (ApiVerb.Get, true) => ReadViewAsync(request),
        (ApiVerb.Update or ApiVerb.Patch, true) => WriteViewAsync(request),
        _ => request.Http.SendFailureAsync(Refusals.MethodNotAllowed()),
    };

    /// <summary>True for Kubernetes' own clients whose version, which they say, is older. Nothing else in a read tells them apart.</summary>
    private static bool IsOld(HttpRequest request) =>
        ProgramVersion().Match(request.Headers.UserAgent.ToString()) is { Success: true } match && int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) < FirstMinorWithPods;

    private async Task ReadViewAsync(ResourceRequest request)
    {
        if ((await reads.FindAsync(request)).TryGet(out var document, out var failure))
            await request.Http.SendRecordAsync(StatusCodes.Status200OK, View(document));
        else
            await request.Http.SendFailureAsync(failure);
    }

    private async Task WriteViewAsync(ResourceRequest request)
    {
        if (!WriteOptions.Parse(request).TryGet(out var options, out var failure)
            || !(await reads.FindAsync(request)).TryGet(out var document, out failure)
            || !(await ReadWantedAsync(request, document, options.FieldValidation)).TryGet(out var wanted, out failure)
            || (failure = BodyChecks.Namespace(wanted.Metadata, request.Path) ?? BodyChecks.Name(wanted.Metadata, request.Path)) is not null)
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        var pod = document.As<Pod>();
        pod = pod with
        {
            Metadata = pod.Metadata with { ResourceVersion = wanted.Metadata.ResourceVersion },
            Spec = pod.Spec with { EphemeralContainers = wanted.Items },
        };
        var outcome = await grains.GetObject(request.Path.ObjectId).Update(
            new UpdateRequest(ApiDocument.Draft(pod), Subresource.EphemeralContainers, options.DryRun, options.FieldManager), request.Cancellation);
        switch (outcome)
        {
            case WriteOutcome.Written written:
                await request.Http.SendRecordAsync(StatusCodes.Status200OK, View(written.Document));
                break;
            case WriteOutcome.Refused refused:
                await request.Http.SendFailureAsync(refused.Failure);
                break;
        }
    }

    private async Task<Outcome<EphemeralContainers>> ReadWantedAsync(ResourceRequest request, ApiDocument document, FieldValidation validation)
    {
        if (request.Verb == ApiVerb.Update)
            return await bodies.ReadRecordAsync<EphemeralContainers>(request, validation);
        return PatchHandler.TypeOf(request.Http.Request.ContentType).TryGet(out var type, out var failure)
            && (await bodies.ReadBytesAsync(request)).TryGet(out var body, out failure)
            ? ViewPatch.Apply(type, body, View(document))
            : failure;
    }

    private static EphemeralContainers View(ApiDocument document) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = document.Metadata.Name,
            Namespace = document.Metadata.Namespace,
            Uid = document.Metadata.Uid,
            ResourceVersion = document.Metadata.ResourceVersion,
            CreationTimestamp = document.Metadata.CreationTimestamp,
        },
        Items = document.As<Pod>().Spec.EphemeralContainers,
    };

    // client-go's default: kubectl/v1.20.2 (linux/amd64) kubernetes/faecb19
    [GeneratedRegex(@"\A[^/ ]+/v1\.([0-9]{1,3})[.+]", RegexOptions.CultureInvariant)]
    private static partial Regex ProgramVersion();
}
