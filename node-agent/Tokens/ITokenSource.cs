using Krewe.Model.Authentication;
using Krewe.NodeAgent.Session;

namespace Krewe.NodeAgent.Tokens;

/// <summary>Gives out tokens of service accounts, to a node for its own pods.</summary>
internal interface ITokenSource
{
    /// <summary>Gets a token of an account.</summary>
    /// <exception cref="TransportException">The control plane does not answer, or refuses.</exception>
    Task<string> Request(string space, string account, TokenRequestSpec wanted, CancellationToken cancellationToken);
}
