using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Protocol;

namespace Krewe.Grains.Nodes;

/// <summary>A pod with some of the objects that it refers to.</summary>
/// <param name="Assignment">What is sent.</param>
/// <param name="Bytes">Its length on the wire, about.</param>
internal sealed record AssignmentPiece(PodAssignment Assignment, long Bytes)
{
    /// <summary>Divides a pod and all objects that it refers to: a piece is longer than a part only where a single object makes it so.</summary>
    public static IReadOnlyList<AssignmentPiece> Of(ApiDocument pod, IReadOnlyList<ApiDocument> configMaps, IReadOnlyList<ApiDocument> secrets)
    {
        var pieces = new List<AssignmentPiece>();
        var taken = new List<ApiDocument>();
        long bytes = pod.Json.Length;
        foreach (var reference in configMaps.Concat(secrets))
        {
            if (taken.Count > 0 && bytes + reference.Json.Length > AgentProtocol.PartLength)
                End();
            taken.Add(reference);
            bytes += reference.Json.Length;
        }
        End();
        return pieces;

        void End()
        {
            var assignment = new PodAssignment
            {
                Pod = pod.As<Pod>(),
                ConfigMaps = [.. taken.Select(document => document.Object).OfType<ConfigMap>()],
                Secrets = [.. taken.Select(document => document.Object).OfType<Secret>()],
            };
            pieces.Add(new AssignmentPiece(assignment, bytes));
            taken.Clear();
            bytes = pod.Json.Length;
        }
    }

    /// <summary>Puts pieces together to lists, each of the length of a part at most; there is one list at least.</summary>
    public static IReadOnlyList<IReadOnlyList<PodAssignment>> Pack(IEnumerable<AssignmentPiece> pieces)
    {
        List<IReadOnlyList<PodAssignment>> lists = [];
        List<PodAssignment> current = [];
        long bytes = 0;
        foreach (var piece in pieces)
        {
            if (current.Count > 0 && bytes + piece.Bytes > AgentProtocol.PartLength)
            {
                lists.Add(current);
                (current, bytes) = ([], 0);
            }
            current.Add(piece.Assignment);
            bytes += piece.Bytes;
        }
        lists.Add(current);
        return lists;
    }
}
