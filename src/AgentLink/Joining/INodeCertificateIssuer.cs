namespace Krewe.AgentLink.Joining;

/// <summary>Makes the credentials of nodes. Implemented by whoever holds the authority's key.</summary>
public interface INodeCertificateIssuer
{
    /// <summary>True if this is the token that new nodes show. Takes the same time for every wrong one.</summary>
    bool IsJoinToken(string token);

    /// <summary>Signs a client certificate for a node with the key of a PKCS #10 request; everything else in the request is passed over.</summary>
    /// <returns>The certificate in PEM, or null where the request is no valid one.</returns>
    string? Issue(string nodeName, string certificateRequestPem);

    /// <summary>Certificates of the authorities that sign servers, in PEM.</summary>
    string AuthoritiesPem { get; }
}
