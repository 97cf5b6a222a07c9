using Krewe.AgentLink.Streams;
using Krewe.Gateway.Cache;
using Krewe.Gateway.Resources;
using Krewe.Grains.Nodes;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Protocol;
using Orleans;

namespace Krewe.Gateway.Streams;

/// <summary>Asks the agent of a pod's node, through the node's grain, to dial in with a stream.</summary>
internal sealed class AgentDialer(CollectionCaches caches, IGrainFactory grains, AgentStreams streams, GatewayOptions gateway)
{
    /// <summary>The pod that a request names.</summary>
    public async Task<Outcome<Pod>> FindPodAsync(ResourceRequest request)
    {
        var found = await caches[request.Path.Kind].Collection.Get(request.Path.ObjectId.Key);
        return found is not null ? found.As<Pod>() : ApiFailure.NotFound(request.Path.Kind, request.Path.Name!);
    }

    /// <summary>Why there can be no more streams now, or null.</summary>
    public ApiFailure? WhyFull() =>
        streams.Count < gateway.MaxStreams ? null : ApiFailure.TooManyRequests("there are too many streams of pods already", TimeSpan.FromSeconds(1));

    /// <summary>Makes a stream known. Dispose it when the request is done.</summary>
    /// <param name="pod">A pod that has a node.</param>
    public ExpectedStream Expect(Pod pod) => streams.Expect(pod.Spec.NodeName!);

    /// <summary>Asks for the stream and waits until the agent dials in or refuses.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="what">Adds what is wanted to the request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<StreamOpening> OpenAsync(ExpectedStream stream, Pod pod, Func<OpenStream, OpenStream> what, CancellationToken cancellationToken)
    {
        var node = grains.GetGrain<INodeGrain>(new ObjectId(NodeKind.Instance.Collection, new ObjectKey("", stream.NodeName)).ToString());
        var asked = await node.OpenStream(what(new OpenStream
        {
            StreamId = stream.Id,
            Server = gateway.StreamAddress?.OriginalString,
            Pod = new PodReference(pod.Metadata.Namespace!, pod.Metadata.Name!, pod.Metadata.Uid!),
        }));
        return asked ? await stream.OpenedAsync(cancellationToken) : new StreamOpening.Silent();
    }

    /// <summary>The failure for an agent that does not answer.</summary>
    public static ApiFailure Unreachable(ExpectedStream stream) => ApiFailure.Unavailable($"the agent of node \"{stream.NodeName}\" cannot be reached");
}
