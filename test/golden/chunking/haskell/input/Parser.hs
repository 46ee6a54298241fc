{-# LANGUAGE LambdaCase #-}
{-# LANGUAGE OverloadedStrings #-}

-- | A small parser for arithmetic.
module Calc.Parser
  ( Expr (..)
  , parseExpr
  , eval
  ) where

import Control.Applicative
import Data.Char (isDigit, isSpace)
import qualified Data.Map as Map

-- | What can be calculated.
data Expr
  = Number Integer
  | Add Expr Expr
  | Mul Expr Expr
  | Var String
  deriving (Eq, Show)

newtype Parser a = Parser
  { runParser :: String -> Maybe (a, String)
  }

type Env = Map.Map String Integer

type family Elem c where
  Elem [a] = a

-- | Things that print themselves.
class Pretty a where
  pretty :: a -> String

  prettyList :: [a] -> String
  prettyList = concatMap pretty

instance Functor Parser where
  fmap f (Parser p) = Parser $ \input -> case p input of
    Nothing -> Nothing
    Just (a, rest) -> Just (f a, rest)

instance Pretty Expr where
  pretty (Number n) = show n
  pretty (Add a b) = pretty a ++ " + " ++ pretty b
  pretty (Mul a b) = pretty a ++ " * " ++ pretty b
  pretty (Var v) = v

-- | Takes one character that fits.
satisfy :: (Char -> Bool) -> Parser Char
satisfy ok = Parser $ \case
  (c : rest) | ok c -> Just (c, rest)
  _ -> Nothing

-- | The value of an expression.
eval :: Env -> Expr -> Either String Integer
eval _ (Number n) = Right n
eval env (Add a b) = (+) <$> eval env a <*> eval env b
eval env (Mul a b) = (*) <$> eval env a <*> eval env b
eval env (Var v) =
  case Map.lookup v env of
    Nothing -> Left ("unknown: " ++ v)
    Just n -> Right n

spaces :: Parser String
spaces = many (satisfy isSpace)

parseExpr :: Parser Expr
parseExpr = do
  first <- term
  rest <- many (symbol '+' *> term)
  pure (foldl Add first rest)
  where
    term = Number . read <$> some (satisfy isDigit) <* spaces
    symbol c = satisfy (== c) <* spaces

infixl 6 |+|
(|+|) :: Expr -> Expr -> Expr
a |+| b = Add a b

main :: IO ()
main = interact $ \input ->
  maybe "error" (show . fst) (runParser parseExpr input)
